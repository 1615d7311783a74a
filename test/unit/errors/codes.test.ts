import { expect, test } from 'vitest';
import { codes } from '../../../src/errors/codes.ts';
import type { CodeEntry } from '../../../src/errors/define.ts';

const entries = Object.entries(codes as unknown as Record<string, CodeEntry<unknown>>);
const anything = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

test.each(entries)(
  '%s has texts of one line without a full stop, and exits 3 where it is a warning',
  (code, entry) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    if (entry.severity === 'warning') expect(entry.exit).toBe(3);
    for (const text of [entry.text(anything), entry.hint?.(anything)]) {
      if (text === undefined) continue;
      expect(text).not.toMatch(/[.\s]$|^\s|\n|undefined/);
      expect(text).not.toBe('');
    }
  },
);

/** The words of a text that say something; those that only ask for what the message names are left out. */
const wordsIn = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z_]{2,}/g) ?? []).filter((word) => !ASKING.has(word));

const ASKING = new Set([
  'give',
  'add',
  'keep',
  'take',
  'make',
  'one',
  'them',
  'two',
  'the',
  'of',
  'it',
  'must',
  'be',
]);

test.each(entries)('the hint of %s says more than its message', (_code, entry) => {
  const hint = entry.hint?.(anything);
  if (hint === undefined) return;
  const said = new Set(wordsIn(entry.text(anything)));
  expect(wordsIn(hint).filter((word) => !said.has(word))).not.toEqual([]);
});
