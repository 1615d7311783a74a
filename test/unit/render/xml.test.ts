import { expect, test } from 'vitest';
import { element, escapeXml, fitted, round } from '../../../src/render/xml.ts';

test.each([
  ['a<b>&"c"', 'a&#60;b&#62;&#38;&#34;c&#34;'],
  ['tab\tline\n', 'tab\tline\n'],
  ['nul\u0000 bell\u0007 half\uD800 \uFFFE', 'nul\uFFFD bell\uFFFD half\uFFFD \uFFFD'],
  ['a\u202eb\u2066', 'a\uFFFDb\uFFFD'],
  ['ünï 😀', 'ünï 😀'],
])('%j is written %j', (text, written) => {
  expect(escapeXml(text)).toBe(written);
});

test('elements leave out what has no value, and round pixels to a tenth', () => {
  expect(element('rect', { x: 1.2345, y: -0.01, class: undefined, id: '"' })).toBe(
    '<rect x="1.2" y="0" id="&#34;"/>',
  );
  expect(element('g', {}, '<b/>')).toBe('<g><b/></g>');
  expect(Object.is(round(-0.04), 0)).toBe(true);
});

test('fitted text carries its length', () => {
  expect(fitted('a & b', 30, { x: 1 })).toBe(
    '<text x="1" textLength="30" lengthAdjust="spacingAndGlyphs">a &#38; b</text>',
  );
  expect(fitted('', 0, {})).toBe('');
});
