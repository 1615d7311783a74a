import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/script.ts';

const folder = join(root, 'docs/decisions');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const pages = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .sort();
const titleOf = (file: string): string => read(file).split('\n')[0]!;

test('pages are numbered without a gap', () => {
  const numbers = pages.map((file) => Number(file.slice(0, 4)));
  expect(numbers).toEqual(pages.map((_, i) => i + 1));
});

test('the index lists each page with its title, in order', () => {
  const listed = read('README.md').match(/^- .*$/gm);
  expect(listed).toEqual(pages.map((file) => `- [${titleOf(file).replace(/^# /, '')}](${file})`));
});

describe.each(pages)('%s', (file) => {
  test('has its number in the title, a context, a decision and consequences', () => {
    expect(titleOf(file)).toMatch(new RegExp(`^# ${file.slice(0, 4)}\\. \\S`));
    expect(read(file).match(/^## .*$/gm)).toEqual(['## Context', '## Decision', '## Consequences']);
  });

  test('its links lead to files', () => {
    const links = [...read(file).matchAll(/\]\(([^):#]+)\)/g)].map(([, link]) => link!);
    for (const link of links) expect(readFileSync(join(folder, link), 'utf8')).not.toBe('');
  });
});
