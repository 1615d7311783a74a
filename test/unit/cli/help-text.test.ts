import { expect, test } from 'vitest';
import { fitHelp } from '../../../src/cli/help-text.ts';

const fitted = (text: string, width = 30) => fitHelp(text, width, (line) => `*${line}*`);

test.each([
  ['what fits stays', 'Usage: rollout\n\nOptions:\n  -h  help\n', 'Usage: rollout\n\nOptions:\n  -h  help\n'],
  ['headings of examples', 'Examples:\n  $ rollout demo', '*Examples:*\n  $ rollout demo'],
  [
    'prose flows into the lines below it, up to the end of its paragraph',
    'At a terminal what is missing is asked:\nEsc goes back.\n\nNext',
    'At a terminal what is missing\nis asked: Esc goes back.\n\nNext',
  ],
  [
    'a command goes on at its flags',
    '  $ rollout simulate values.yaml --start --open --quiet',
    '  $ rollout simulate values.yaml \\\n      --start --open --quiet',
  ],
  [
    'a command that goes on already',
    "      --set 'a=[b, c]' --set 'd=[e, f]' \\\n      --set g=h",
    "      --set 'a=[b, c]' \\\n      --set 'd=[e, f]' \\\n      --set g=h",
  ],
  [
    'what stands in quotes is not broken',
    "  $ rollout x --set 'a: b --c d --e f' --quiet",
    "  $ rollout x \\\n      --set 'a: b --c d --e f' \\\n      --quiet",
  ],
])('%s', (_, text, expected) => expect(fitted(text)).toBe(expected));

test('what cannot be broken stays', () => {
  const word = 'x'.repeat(40);
  expect(fitted(word)).toBe(word);
  expect(fitted(`  $ ${word}`)).toBe(`  $ ${word}`);
  expect(fitted(`      --set ${word} \\`)).toBe(`      --set ${word} \\`);
});
