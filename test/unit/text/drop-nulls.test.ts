import { expect, test } from 'vitest';
import { dropNulls } from '../../../src/text/drop-nulls.ts';

test('nulls are dropped from mappings at any depth and stay in lists', () => {
  expect(dropNulls({ a: null, b: { c: null, d: [null, { e: null, f: 0 }] }, g: false })).toEqual({
    b: { d: [null, { f: 0 }] },
    g: false,
  });
});
