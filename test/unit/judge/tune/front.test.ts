import { expect, test } from 'vitest';
import { frontOf } from '../../../../src/judge/tune/front.ts';

const cost = (falseAlarms: number, delay95: number, delay50 = 1) => ({ falseAlarms, delay95, delay50 });

test('the front holds what no other setting beats, the fewest false alarms first', () => {
  const settings = [
    cost(0.2, 10),
    cost(0.1, 20),
    cost(0.1, 30),
    cost(0.3, 15),
    cost(0, Number.POSITIVE_INFINITY),
  ];
  expect(frontOf(settings)).toEqual([settings[4], settings[1], settings[0]]);
});

test('of equal settings the first; where most is not detected the median decides', () => {
  const never = Number.POSITIVE_INFINITY;
  const settings = [cost(0.1, never, 60), cost(0.1, never, 60), cost(0.1, never, 50), cost(0, never, never)];
  expect(frontOf(settings)).toEqual([settings[3], settings[2]]);
});
