import { expect, it } from 'vitest';
import { independentStarts } from '../../../../src/judge/statistics/independent.ts';

it('the next one starts on or after the tick behind the end plus the window', () => {
  const starts = [0, 5, 10, 15, 20, 25];
  const ends = starts.map((start) => start + 8);
  expect(independentStarts({ starts, ends }, 0)).toBe(3); // 0, 10, 20
  expect(independentStarts({ starts, ends }, 2)).toBe(3); // 0, 10 just so, 20
  expect(independentStarts({ starts, ends }, 3)).toBe(2); // 0, 15
});

it('each end counts as it is', () => {
  expect(independentStarts({ starts: [0, 5, 10, 15], ends: [3, 14, 12, 17] }, 0)).toBe(3); // 0, 5, 15
});

it('a rehearsal without a tick is not chosen', () => {
  expect(independentStarts({ starts: [0, 5, 10], ends: [0, 5, 12] }, 0)).toBe(1);
});

it('no start, no independent one', () => {
  expect(independentStarts({ starts: [], ends: [] }, 0)).toBe(0);
});
