import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { widthOf } from '../../../src/text/width.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['µs', 2],
  ['é', 1],
  ['e\u0301', 1],
  ['名前', 4],
  ['カナ', 4],
  ['한글', 4],
  ['（）', 4],
  ['👍', 2],
  ['👩‍🚀', 2],
  ['🇩🇪', 2],
  ['▁▂▃█', 4],
  ['…✔', 2],
  ['\u001b[31mred\u001b[39m', 3],
])('%j takes %d', (text, width) => expect(widthOf(text)).toBe(width));

test('agrees with string-width on text of many scripts', () => {
  const letter = fc.constantFrom(...'aZ 9éñßλЖאبก名あア한中𠮷👍🚀…▁█─µ°'.split(/(?:)/u));
  fc.assert(
    fc.property(fc.string({ unit: letter }), (text) => {
      expect(widthOf(text)).toBe(stringWidth(text));
    }),
  );
});
