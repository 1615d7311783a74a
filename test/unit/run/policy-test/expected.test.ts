import { expect, test } from 'vitest';
import { readExpected } from '../../../../src/run/policy-test/expected.ts';

const none = Number.NaN;

test.each<[unknown, number[], number[]]>([
  [25, [25, 25.00000001], [24.9, 26, none]],
  [33.3333, [100 / 3], [33.333]],
  [0, [0, -0], [1e-9, none]],
  [true, [1, 2], [0, none]],
  [false, [0], [1, none]],
  ['invalid', [none], [0]],
  [null, [none], [0]],
  ['< 75', [74.9], [75, 76, none]],
  ['<= 75', [75], [75.1, none]],
  ['>75', [76], [75, none]],
  ['>= -1e3', [-1000], [-1001, none]],
  ['== 3', [3], [4, none]],
  ['!= 3', [4], [3, none]],
  ['20..30', [20, 25, 30], [19, 31, none]],
  ['-1 .. +Inf', [0, Number.POSITIVE_INFINITY], [-2, none]],
])('%j holds for %j and not for %j', (given, right, wrong) => {
  const expected = readExpected(given as number)!;
  expect(right.map(expected.holds)).toEqual(right.map(() => true));
  expect(wrong.map(expected.holds)).toEqual(wrong.map(() => false));
});

test.each(['', 'high', '< high', '<> 3', '1...2', '1..', '= 3 4'])('%j is no expectation', (given) => {
  expect(readExpected(given)).toBeUndefined();
});
