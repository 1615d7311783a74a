import { error, warning } from '../define.ts';

/**
 * Beyond the schema: input that is legal and probably not what was meant. Each code has its heading in
 * `docs/lint.md`.
 */
export const lintCodes = {
  PROMQL_SYNTAX: error<{ message: string; near: string; fix?: string }>(3, {
    text: (p) => `PromQL: ${p.message}, at ${p.near}`,
    hint: (p) => p.fix,
  }),
  PROMQL_FUNCTION: warning<{ message: string; near: string; fix?: string }>({
    text: (p) => `PromQL: ${p.message}, at ${p.near}`,
    hint: (p) => p.fix,
  }),
  PROMQL_NEWER: warning<{ message: string; near: string; fix?: string }>({
    text: (p) => `PromQL: ${p.message}, at ${p.near}`,
    hint: (p) => p.fix,
  }),
  PROMQL_SERIES: warning<{ message: string; fix?: string }>({
    text: (p) => `the query must give exactly one value: ${p.message}`,
    hint: (p) => p.fix,
  }),
  PROMQL_RANGE_TIME: warning<{ signal: string; modifier: string }>({
    text: (p) =>
      `the query of ${p.signal} reads at \`${p.modifier}\`: over history that is the edge of what is asked for, not its own moment`,
    hint: (p) => `leave out \`${p.modifier}\`, or use offset; no history can rehearse this query`,
  }),
  LINT_OVERLAP: warning<{ signal: string; one: string; other: string; where: string; winner: string }>({
    text: (p) => `${p.one} and ${p.other} of ${p.signal} both hold ${p.where}; ${p.winner} wins there`,
    hint: (p) => `leave a gap between the thresholds of ${p.one} and ${p.other}`,
  }),
  LINT_NEVER: warning<{ direction: string; condition: string; why: string }>({
    text: (p) => `${p.direction} can never act on ${p.condition}: ${p.why}`,
    hint: () => 'check the threshold and the operator',
  }),
  LINT_ALWAYS: warning<{ direction: string; condition: string; why: string }>({
    text: (p) => `${p.direction} always acts on ${p.condition}: ${p.why}`,
    hint: () => 'check the threshold and the operator',
  }),
  LINT_STEP_DOWN: warning<{ step: number; from: string; to: string }>({
    text: (p) => `step ${p.step} goes down, from ${p.from} % to ${p.to} %`,
    hint: () => 'a ramp goes up; going back is what backward and reset are for',
  }),
  LINT_LAST_STEP: warning<{ last: string }>({
    text: (p) => `the ramp ends at ${p.last} %: the feature never reaches everybody`,
    hint: () => 'add a step to 100 %',
  }),
  LINT_RAMP_SHORT: warning<{ total: string; window: string; signal: string }>({
    text: (p) =>
      `the whole ramp takes ${p.total}, less than the ${p.window} that the query of ${p.signal} looks back over`,
    hint: () =>
      'the ramp can be over before the metric shows its effect; make the steps longer or the window shorter',
  }),
  LINT_NO_BRAKE: warning<Record<string, never>>({
    text: () => 'no driver has a backward or reset criterion: only you can take the feature back',
    hint: () => 'add criteria.reset to a driver',
  }),
  LINT_FORWARD_WHEN: warning<{ count: number }>({
    text: (p) =>
      `any one of the ${p.count} forward criteria moves the ramp: one healthy driver overrules another that is unhealthy or has no data`,
    hint: () =>
      'say policy.forward_when: all to go forward only while every criterion holds, or any if one is meant to be enough',
  }),
  LINT_WINDOW: warning<{ signal: string; window: string; every: string }>({
    text: (p) => `the query of ${p.signal} looks back over ${p.window}, but is evaluated every ${p.every}`,
    hint: () => 'let the window be at least two evaluation intervals',
  }),
  LINT_PERCENTILE: warning<{ percentile: string; likely: string }>({
    text: (p) => `percentile ${p.percentile} is the latency of the fastest ${p.percentile} % of requests`,
    hint: (p) => `percentiles go from 0 to 100; write ${p.likely} if you mean that one`,
  }),
  LINT_PLACEHOLDER: warning<{ word: string }>({
    text: (p) => `a comment still says ${p.word}`,
    hint: () => 'fill it in, or delete the comment',
  }),
  LINT_LEADING_ZERO: warning<{ number: string }>({
    text: (p) =>
      `${p.number} is another value for a reader of YAML 1.1, such as a controller: a leading 0 means base 8 there`,
    hint: () => 'leave out the leading 0, or put a text in quotes',
  }),
};
