import { expect, test } from 'vitest';
import { startNumbers } from '../../../src/judge/shard.ts';

test('the shards of a whole take turns, each in bit-reversed order', () => {
  const shards = [1, 2, 3].map((part) => [...startNumbers(8, { part, of: 3 })]);
  expect(shards).toEqual([
    [0, 6, 3],
    [4, 1, 7],
    [2, 5],
  ]);
});

test.each([0, 1, 2, 3, 100, 1000])('%i starts are each in exactly one of the shards', (count) => {
  const numbers = [1, 2, 3, 4, 5].flatMap((part) => [...startNumbers(count, { part, of: 5 })]);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
});
