import { describe, expect, test } from 'vitest';
import { bothHold, type Condition, canHold, covers } from '../../../../src/policy/lint/reach.ts';

const read = (text: string): Condition => {
  const [operator, threshold] = text.split(' ');
  return { operator: operator as Condition['operator'], threshold: Number(threshold) };
};

describe('bothHold', () => {
  test.each([
    ['lt 75', 'gt 100', undefined],
    ['lt 100', 'gt 75', 'between 75 and 100'],
    ['lt 75', 'gt 75', undefined],
    ['lte 75', 'gte 75', 'at 75'],
    ['lte 75', 'gt 75', undefined],
    ['gt 1', 'gt 5', 'above 5'],
    ['gte 1', 'gte 5', 'from 5 on'],
    ['lt 1', 'lt 5', 'below 1'],
    ['neq 1', 'eq 5', 'at 5'],
    ['eq 1', 'eq 1', 'at 1'],
    ['eq 1', 'eq 2', undefined],
    ['neq 1', 'lt 5', 'below 1 and between 1 and 5'],
  ])('%s and %s: %s', (one, other, where) => {
    expect(bothHold(read(one), read(other))).toBe(where);
    expect(bothHold(read(other), read(one)) === undefined).toBe(where === undefined);
  });
});

test.each([
  ['gt 75', 'gt 100', true],
  ['gt 100', 'gt 75', false],
  ['gte 75', 'gt 75', true],
  ['gt 75', 'gte 75', false],
  ['neq 1', 'eq 5', true],
  ['neq 1', 'eq 1', false],
])('%s covers %s: %s', (outer, inner, answer) => expect(covers(read(outer), read(inner))).toBe(answer));

test.each([
  ['lt 0', 0, false],
  ['lte 0', 0, true],
  ['lt 0', Number.NEGATIVE_INFINITY, true],
  ['gt NaN', 0, false],
  ['gt Infinity', Number.NEGATIVE_INFINITY, false],
  ['lt -Infinity', Number.NEGATIVE_INFINITY, false],
  ['eq -1', 0, false],
])('%s of readings from %d on: %s', (condition, least, answer) =>
  expect(canHold(read(condition), least)).toBe(answer),
);
