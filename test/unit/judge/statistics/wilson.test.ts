import { expect, it } from 'vitest';
import { wilson } from '../../../../src/judge/statistics/wilson.ts';

// Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20 and 1 of 29.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
  [29, 29, 0.883, 1],
])('%d of %d lies between %d and %d', (hits, n, low, high) => {
  const [from, to] = wilson(hits / n, n, 1.959963984540054);
  expect([from.toFixed(4), to.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
});
