import { expect, test } from 'vitest';
import { isMapping, valueAt } from '../../../src/blueprint/mapping.ts';

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  [undefined, false],
  ['text', false],
])('%j is a mapping: %s', (value, expected) => {
  expect(isMapping(value)).toBe(expected);
});

test.each([
  [{ a: { b: 1 } }, ['a', 'b'], 1],
  [{ a: { b: 1 } }, ['a'], { b: 1 }],
  [{ a: 1 }, [], { a: 1 }],
  [{ a: 1 }, ['b'], undefined],
  [{ a: 1 }, ['a', 'b'], undefined],
  [[1], ['0'], undefined],
  [null, ['a'], undefined],
])('%j at %j is %j', (value, keys, expected) => {
  expect(valueAt(value, ...keys)).toEqual(expected);
});
