import { expect, it } from 'vitest';
import { MAX_WINDOW, tooManyTicks } from '../../../src/circuit/limits.ts';

it('names the limit, beyond it only', () => {
  expect(tooManyTicks('sma_window', MAX_WINDOW)).toBeUndefined();
  expect(tooManyTicks('sma_window', MAX_WINDOW + 1)).toMatch(
    /^sma_window spans 1000001 ticks, the limit is 1000000/,
  );
});
