import { describe, expect, test } from 'vitest';
import {
  escapeUnicode,
  printableColoured,
  printableJson,
  printableLine,
  printableText,
} from '../../../src/text/printable.ts';

/** What a terminal obeys, each once. */
const OBEYED = [
  ...[0x00, 0x07, 0x08, 0x0b, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x9b, 0x9d, 0x9f],
  ...[0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
].map((code) => String.fromCharCode(code));

describe('what a terminal obeys', () => {
  test.each(OBEYED.map((character) => [character.charCodeAt(0).toString(16), character]))(
    'U+%s is replaced in text and escaped in JSON',
    (_, character) => {
      expect(printableText(`a${character}b`)).toBe('a\ufffdb');
      expect(printableLine(`a${character}b`)).not.toContain(character);
      expect(printableColoured(`a${character}b`)).toBe('a\ufffdb');
      const json = printableJson({ [character]: [character] });
      expect(printableText(json)).toBe(json);
      expect(JSON.parse(json)).toEqual({ [character]: [character] });
    },
  );
});

test.each([
  ['letters of every script stay', 'Größe 名前 👩‍🚀 \u200f', 'Größe 名前 👩‍🚀 \u200f'],
  ['lines and tabs stay', 'a\n\tb', 'a\n\tb'],
  ['a title that a server sends is text', '\u001b]0;owned\u0007', '\ufffd]0;owned\ufffd'],
])('text: %s', (_, text, printed) => expect(printableText(text)).toBe(printed));

test.each([
  ['no line is forged', 'ok\r\n  2026 step 99 %', 'ok 2026 step 99 %'],
  ['nor by a line separator', 'ok\u2028next\u2029end', 'ok next end'],
  ['nor by a carriage return', 'ok\rno', 'ok no'],
  ['tabs stay', 'a\tb', 'a\tb'],
])('a line: %s', (_, text, printed) => expect(printableLine(text)).toBe(printed));

test('colours of ours stay, every other sequence goes', () =>
  expect(printableColoured('\u001b[31mred\u001b[39m \u001b[2J\u001b]0;t\u0007')).toBe(
    '\u001b[31mred\u001b[39m \ufffd[2J\ufffd]0;t\ufffd',
  ));

test('JSON stays in the form it is asked for', () => {
  expect(printableJson({ a: 'ä' })).toBe('{"a":"ä"}');
  expect(printableJson({ a: '\u009b' }, 2)).toBe('{\n  "a": "\\u009b"\n}');
  expect(escapeUnicode('"\u202e"')).toBe('"\\u202e"');
});
