import { didYouMean, error, warning } from '../define.ts';

/** Effects that are put on readings (`--inject`), and times in which a service was bad (`--incident`, `--incidents`). */
export const injectionCodes = {
  INJECT_FORM: error<{ got: string }>(2, {
    text: (p) => `an injection is SIGNAL: EFFECT, got "${p.got}"`,
    hint: () => "write for example 'PROMQL_0: x1.3' or 'PROMQL_0: +20 from 25%'",
  }),
  INJECT_EFFECT: error<{ got: string; fix?: string }>(2, {
    text: (p) => `"${p.got}" is no effect`,
    hint: (p) => p.fix ?? 'write x1.3, +20, =500, or a range of them: x1.1..2/5',
  }),
  INJECT_RANGE: error<{ got: string; problem: string }>(2, {
    text: (p) => `the range "${p.got}" ${p.problem}`,
    hint: () => 'x1.1..2/5 means 5 effects from x1.1 to x2, both of these among them',
  }),
  INJECT_WORD: error<{ got: string; suggestion?: string }>(2, {
    text: (p) => `unknown word "${p.got}"${didYouMean(p)}`,
    hint: () =>
      'behind an effect come, in any order: from 25%, after 30m, share whole|arm|tail(95), over 5m, max 1',
  }),
  INJECT_OPTION: error<{ option: string; expected: string; got?: string; example: string }>(2, {
    text: (p) =>
      p.got === undefined
        ? `"${p.option}" needs ${p.expected} behind it`
        : `"${p.option}" takes ${p.expected}, got "${p.got}"`,
    hint: (p) => `write for example ${p.example}`,
  }),
  INJECT_TWICE: error<{ option: string }>(2, {
    text: (p) => `"${p.option}" is given twice in one injection`,
    hint: () => 'leave one out; for two effects repeat --inject',
  }),
  INJECT_SIGNAL: error<{ signal: string; suggestion?: string; known: string; isInner: boolean }>(3, {
    text: (p) =>
      p.isInner
        ? `${p.signal} is a signal inside of the circuit, not the result of a query`
        : `no query is called "${p.signal}"${didYouMean(p)}`,
    hint: (p) =>
      p.known === '' ? 'this policy has no query at all' : `an effect is on what a query gives: ${p.known}`,
  }),
  INJECT_TITLE: error<{ title: string; signals: string }>(3, {
    text: (p) => `several queries measure "${p.title}"`,
    hint: (p) => `name the signal: ${p.signals}`,
  }),
  INJECT_WINDOW: error<{ signal: string; what: string }>(3, {
    text: (p) => `the query of ${p.signal} does not say what time its readings look at: ${p.what}`,
    hint: () => 'add how far back they look, such as: over 5m',
  }),
  INJECT_NOT_MEAN: error<{ signal: string; call: string }>(3, {
    text: (p) => `the readings of ${p.signal} are no mean of their window: ${p.call}`,
    hint: () =>
      'add share arm where they are of the feature alone, share whole or tail(95) where they follow the share of requests all the same',
  }),
  INJECT_ZEROS: error<{ signal: string; share: string }>(3, {
    text: (p) => `${p.share} of the readings of ${p.signal} are 0, which no factor changes`,
    hint: () => 'use +D: +0.01 for 1 % of failing requests',
  }),
  INCIDENT_FORM: error<{ got: string }>(2, {
    text: (p) => `an incident is FROM/TO or FROM/TO=NAME, got "${p.got}"`,
    hint: () => 'write for example 2026-01-05T10:00:00Z/2026-01-05T11:30:00Z=outage',
  }),
  INCIDENT_TIME: error<{ got: string }>(2, {
    text: (p) => `"${p.got}" is no time`,
    hint: () => 'write RFC 3339, such as 2026-01-05T10:00:00Z, or Unix seconds',
  }),
  INCIDENT_ORDER: error<{ from: string; to: string }>(3, {
    text: (p) => `the incident ends at ${p.to}, not after ${p.from}, where it begins`,
    hint: () => 'exchange the two, or correct one of them',
  }),
  INCIDENT_SHAPE: error<{ expected: string; got: string }>(3, {
    text: (p) => `expected ${p.expected}, got ${p.got}`,
    hint: () =>
      'a file of incidents is a list of {from, to, name}, a list of [from, to], or such lists of pairs by the name of a series',
  }),
  INCIDENT_OUTSIDE: error<{ names: string; from: string; to: string }>(3, {
    text: (p) => `outside of the history, which is from ${p.from} to ${p.to}: ${p.names}`,
    hint: () => 'correct its times, or ask for a history that contains it',
  }),
  INCIDENTS_OUTSIDE: warning<{ count: number; of: number; from: string; to: string }>({
    text: (p) =>
      `${p.count} of ${p.of} incidents are outside of the history (${p.from} to ${p.to}): left out`,
  }),
  INCIDENTS_JOINED: warning<{ names: string }>({
    text: (p) => `incidents that overlap count as one: ${p.names}`,
    hint: () => 'separate their times where they were two',
  }),
};
