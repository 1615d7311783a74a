import { expect, test } from 'vitest';
import { spread } from '../../../../src/render/plot/spread.ts';

test.each<[string, number[], number[]]>([
  ['far apart', [10, 40, 80], [10, 40, 80]],
  ['two close to each other', [50, 52], [46, 56]],
  ['two at the same place', [50, 50], [45, 55]],
  ['a third pushed by two', [50, 52, 60], [44, 54, 64]],
  ['at the lower end', [0, 1, 50], [0, 10, 50]],
  ['at the upper end', [50, 99, 100], [50, 90, 100]],
  ['beyond the ends', [-20, 120], [0, 100]],
  [
    'more than there is room for',
    Array.from({ length: 21 }, () => 50),
    Array.from({ length: 21 }, (_, i) => i * 5),
  ],
  ['one', [50], [50]],
  ['none', [], []],
])('labels %s', (_title, wanted, places) => {
  expect(spread(wanted, { distance: 10, first: 0, last: 100 })).toEqual(places);
});
