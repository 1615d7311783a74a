import { expect, test } from 'vitest';
import { findPlaceholders } from '../../../src/schema/placeholders.ts';

test('every text or key that holds the placeholder, by pointer', () => {
  const value = {
    a: '__REQUIRED_FIELD__',
    b: [1, 'svc-__REQUIRED_FIELD__'],
    'c/d': { __REQUIRED_FIELD__: 1 },
    e: null,
    f: 'fine',
  };
  expect(findPlaceholders(value)).toEqual(['/a', '/b/1', '/c~1d/__REQUIRED_FIELD__']);
});
