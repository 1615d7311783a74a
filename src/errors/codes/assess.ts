import { error, warning } from '../define.ts';

/** Judging a policy: what it is judged on, and the parts of an assessment. */
export const assessCodes = {
  ASSESS_NO_RAMP: error<{ policy: string }>(3, {
    text: (p) => `${p.policy} has no load ramp: there is nothing to rehearse`,
    hint: () => 'add a flow_control.load_ramp to its circuit',
  }),
  ASSESS_NO_DATA: error<{ signals: string; from: string; to: string }>(3, {
    text: (p) => `the history from ${p.from} to ${p.to} has not one reading of ${p.signals}`,
    hint: () => 'check the queries, or give a time in which the service was measured',
  }),
  ASSESS_SHORT: error<{ history: string; horizon: string }>(3, {
    text: (p) => `the history of ${p.history} is shorter than one rehearsal of ${p.horizon}`,
    hint: () => 'give a longer history, or a shorter --horizon',
  }),
  ASSESS_EVERY: error<{ every: string; unit: string }>(2, {
    text: (p) => `--every ${p.every} is no multiple of ${p.unit}, the distance at which rehearsals can start`,
    hint: (p) => `give ${p.unit}, or a multiple of it`,
  }),
  ASSESS_HORIZON: warning<{ horizon: string; fastest: string; least: string }>({
    text: (p) =>
      `no rehearsal of ${p.horizon} can reach 100 %: the ramp takes ${p.fastest} where nothing holds it`,
    hint: (p) => `give --horizon at least ${p.least}: the tick on which the ramp is complete is part of it`,
  }),
  ASSESS_CAUGHT: error<Record<string, never>>(2, {
    text: () => '--min-caught has no effect and no incident that could be caught',
    hint: () =>
      "say what a bad feature would do, --inject 'SIGNAL: x1.3', or when the service was bad, --incident FROM/TO",
  }),
  ASSESS_PART_FORMAT: error<{ why: string }>(3, {
    text: (p) => `not a part of an assessment: ${p.why}`,
    hint: () => '`rollout assess ... --shard 1/4 --output-file FILE` writes one',
  }),
  ASSESS_PART_RUN: error<{ first: string; differences: string }>(3, {
    text: (p) => `the part is of another run than ${p.first}: they differ in ${p.differences}`,
    hint: () => 'make all parts with the same policy, history and flags, but for --shard',
  }),
  ASSESS_PART_TWICE: error<{ part: string; first: string }>(3, {
    text: (p) => `part ${p.part} is there twice, first in ${p.first}`,
    hint: () => 'give each part once',
  }),
  ASSESS_PART_MISSING: error<{ missing: string; of: number }>(3, {
    text: (p) => `of ${p.of} parts these are missing: ${p.missing}`,
    hint: () => 'an assessment is put together of all its parts',
  }),
};
