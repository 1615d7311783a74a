import { error } from '../define.ts';

/** Tuning a policy: what is varied, and the values file that is written. */
export const tuneCodes = {
  TUNE_VARY: error<{ got: string; problem: string }>(2, {
    text: (p) => `--vary cannot be read: ${p.problem}, got "${p.got}"`,
    hint: () =>
      'write for example policy.load_ramp.steps[0].duration=5m,10m,20m, or a range with how many: PATH=10..50/5',
  }),
};
