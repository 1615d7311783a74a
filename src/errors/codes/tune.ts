import { error } from '../define.ts';

/** Tuning a policy: what is varied, and the values file that is written. */
export const tuneCodes = {
  TUNE_VARY: error<{ got: string; problem: string }>(2, {
    text: (p) => `--vary cannot be read: ${p.problem}, got "${p.got}"`,
    hint: () =>
      'write for example policy.load_ramp.steps[0].duration=5m,10m,20m, or a range with how many: PATH=10..50/5',
  }),
  TUNE_PATH: error<{ path: string; got: string; expected: string }>(3, {
    text: (p) => `--vary ${p.path} needs ${p.expected} there, found ${p.got}`,
    hint: () => 'name a number or a duration of the values, and give values of its kind',
  }),
  TUNE_NOTHING: error<{ policy: string }>(3, {
    text: (p) =>
      `${p.policy} has no threshold that comes from one number of its values: there is nothing to vary`,
    hint: () => 'name a number or a duration: --vary PATH=10,20,30',
  }),
  TUNE_INTERVAL: error<{ path: string; interval: string }>(3, {
    text: (p) =>
      `--vary ${p.path} changes the evaluation interval of ${p.interval}, on which the history is read`,
    hint: () => 'tune once for each interval',
  }),
  TUNE_QUERIES: error<{ paths: string; count: number; most: number }>(3, {
    text: (p) => `${p.count} combinations of ${p.paths} ask other queries; at most ${p.most} may`,
    hint: () => 'vary fewer of them at once, or with fewer values',
  }),
  TUNE_EFFECTS: error<{ count: number }>(2, {
    text: (p) => `--detect takes one effect, got ${p.count}`,
    hint: () => "write for example --detect 'PROMQL_0: x1.3'",
  }),
  TUNE_FILE: error<{ path: string; value: string; why: string }>(3, {
    text: (p) => `${p.path} cannot be changed in the file: ${p.why}`,
    hint: (p) => `set it by hand: ${p.path}: ${p.value}`,
  }),
};
