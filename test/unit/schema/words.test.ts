import { expect, test } from 'vitest';
import { describe, typeWords } from '../../../src/schema/words.ts';

test.each([
  [null, 'nothing'],
  [[], 'an empty list'],
  [[1, 2], 'a list of 2'],
  [{}, 'an empty mapping'],
  [{ a: 1 }, 'a mapping'],
  ['ten', '"ten"'],
  ['x'.repeat(80), `"${'x'.repeat(57)}…"`],
  [Number.NaN, 'NaN'],
  [true, 'true'],
])('%j is %s', (value, words) => {
  expect(describe(value)).toBe(words);
});

test('types in words', () => {
  expect(typeWords('number')).toBe('a number');
  expect(typeWords(['object', 'null'])).toBe('a mapping (key: value)');
  expect(typeWords(['string', 'number', 'boolean'])).toBe('text, a number or true or false');
});
