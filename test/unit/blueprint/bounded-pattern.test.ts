import { expect, test } from 'vitest';
import { boundedPatterns } from '../../../src/blueprint/bounded-pattern.ts';

const matches = (source: string, text: string) => boundedPatterns('own.json')(source, 'u').test(text);

test.each([
  ['^shop-', 'shop-cart', true],
  ['^shop-', 'cart', false],
  ['^\\p{L}+$', 'größe', true],
  ['(?<=a)b', 'ab', true],
])('%s on %s: %s', (source, text, expected) => expect(matches(source, text)).toBe(expected));

test.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^((a*)*)*$'])('%s cannot hang', (source) => {
  expect(() => matches(source, `${'a'.repeat(60)}!`)).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({
          code: 'BLUEPRINT_SCHEMA',
          file: 'own.json',
          message: `the schema of the blueprint cannot be used: its pattern ${source} takes more than a second for a text of 61 characters`,
        }),
      ],
    }),
  );
});

test('a pattern that is none is refused when it is compiled', () =>
  expect(() => boundedPatterns('own.json')('(', 'u')).toThrow(SyntaxError));
