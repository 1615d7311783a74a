import { expect, test } from 'vitest';
import { leavesOf } from '../../../src/text/leaves.ts';

test.each([
  [
    'a mapping',
    { a: { b: 1 }, c: 'x' },
    [
      ['a.b', 1],
      ['c', 'x'],
    ],
  ],
  [
    'a list',
    { a: [true, { b: null }] },
    [
      ['a.0', true],
      ['a.1.b', null],
    ],
  ],
  ['what is empty', { a: {}, b: [] }, []],
  ['a leaf', 'x', [['', 'x']]],
])('the leaves of %s, in its order', (_, value, expected) =>
  expect(leavesOf(value).map((leaf) => [leaf.path.join('.'), leaf.value])).toEqual(expected),
);
