import { expect, test } from 'vitest';
import { KeyDecoder, type Press } from '../../../../../src/cli/prompts/terminal/key-decoder.ts';

/** The presses of chunks, then of the time in which nothing more came; text as it is, keys in <>, pastes in []. */
function pressesOf(...chunks: readonly string[]): string[] {
  const decoder = new KeyDecoder();
  const presses = [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.flush()];
  return presses.map((press: Press) => {
    if (press.kind === 'key') return `<${press.key}>`;
    return press.kind === 'paste' ? `[${press.text}]` : press.text;
  });
}

test.each<[string, readonly string[], readonly string[]]>([
  ['text and an arrow', ['ab\x1b[Dc'], ['ab', '\x1b[D', 'c']],
  ['what may be a key stands alone', ['a?<b'], ['a', '?', '<', 'b']],
  ['control keys', ['\x03\x04\t\x18\x1a'], ['<interrupt>', '<end>', '<complete>', '<edit>', '<suspend>']],
  ['F1', ['\x1bOP'], ['<help>']],
  ['an Escape alone', ['\x1b'], ['<back>']],
  ['two of them', ['\x1b\x1b'], ['<back>', '<back>']],
  ['a sequence in two chunks', ['\x1b', '[A'], ['\x1b[A']],
  ['a letter with Alt', ['\x1bb'], ['\x1bb']],
  ['a paste in three chunks', ['a\x1b[200~x\n', '\x03y', '\x1b[201~b'], ['a', '[x\n\x03y]', 'b']],
  ['an end of a paste in two chunks', ['\x1b[200~x\x1b[20', '1~\r'], ['[x]', '\r']],
  ['several lines at once are a paste without marks', ['a\rb\r'], ['[a\rb\r]']],
  ['one line is none', ['a\r'], ['a\r']],
])('%s', (_, chunks, presses) => expect(pressesOf(...chunks)).toEqual(presses));
