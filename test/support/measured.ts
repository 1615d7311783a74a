import type { Measured } from '../../src/judge/tune/score.ts';

/** What a setting came to that resets nothing, completes and catches always; or what is given. */
export const measured = (given: Partial<Measured>): Measured => ({
  worstFalseAlarms: 0,
  completed: 1,
  caught: 1,
  exposureToEnd: given.exposure ?? 10,
  exposure: 10,
  time: 60,
  ...given,
});
