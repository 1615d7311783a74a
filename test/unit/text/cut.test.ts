import { expect, test } from 'vitest';
import { cut } from '../../../src/text/cut.ts';

test('a text of so many characters stays, a longer one ends in dots', () => {
  expect(cut('größe', 5)).toBe('größe');
  expect(cut('größe"\u0000x', 7)).toBe('größe"\u0000...');
});
