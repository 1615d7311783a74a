/** How often a test with random inputs repeats itself: so often by `npm run fuzz`, a quarter of that by `npm test`. */
export const repeats = (whole: number): number =>
  process.env.ROLLOUT_TEST_WHOLE === undefined ? Math.ceil(whole / 4) : whole;
