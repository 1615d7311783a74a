import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal } from '../../../../src/control/journal/journal.ts';
import type { JournalEntry } from '../../../../src/control/journal/line.ts';
import { readJournal } from '../../../../src/control/journal/read.ts';
import { segmentsOf } from '../../../../src/control/journal/segments.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-journal-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const entry = (reason: string): JournalEntry => ({
  time: '2026-11-22T06:00:00Z',
  kind: 'step',
  percentage: 5,
  step: 1,
  reason,
  by: null,
  id: null,
});

/** Appends these, in a journal that is opened and closed for it. */
function append(reasons: readonly string[], maxBytes?: number): number {
  const journal = new Journal(directory, maxBytes);
  for (const reason of reasons) journal.append(entry(reason));
  journal.close();
  return journal.cut;
}

const only = (): string => segmentsOf(directory)[0]!;
const sequences = (): number[] => readJournal(directory).lines.map(({ sequence }) => sequence);

test('lines are numbered without a gap, also from one opening to the next', () => {
  append(['a', 'b']);
  append(['c']);
  const { lines, broken } = readJournal(directory);
  expect(lines.map(({ sequence, reason }) => [sequence, reason])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ]);
  expect(broken).toEqual([]);
});

test('only the owner may read it', () => {
  append(['a']);
  expect(statSync(only()).mode & 0o777).toBe(0o600);
});

test.each([0, 1, 20, 100])(
  'a line torn after %i bytes is cut off, said, and its number given again',
  (length) => {
    append(['a', 'b', 'c']);
    const torn = readFileSync(only(), 'utf8').split('\n')[2]!.slice(0, length);
    const whole = readFileSync(only(), 'utf8').split('\n').slice(0, 2).join('\n');
    writeFileSync(only(), `${whole}\n${torn}`);
    expect(sequences()).toEqual([1, 2]);
    expect(append(['d'])).toBe(length);
    expect(sequences()).toEqual([1, 2, 3]);
    expect(readJournal(directory).broken).toEqual([]);
  },
);

test('a line that was changed is found by the one after it', () => {
  append(['a', 'b', 'c']);
  writeFileSync(only(), readFileSync(only(), 'utf8').replace('"reason":"b"', '"reason":"x"'));
  expect(readJournal(directory).broken).toEqual([3]);
});

test('a line that was removed, and what is no line, are found', () => {
  append(['a', 'b', 'c']);
  const [first, , third] = readFileSync(only(), 'utf8').split('\n');
  writeFileSync(only(), `${first}\n${third}\n`);
  expect(readJournal(directory).broken).toEqual([3]);
  appendFileSync(only(), 'nonsense\n');
  expect(readJournal(directory).broken).toEqual([3, 0]);
});

test('a segment ends at its size, and the last ten are kept', () => {
  for (let i = 0; i < 30; i++) append([`reason ${i}`], 100);
  expect(segmentsOf(directory)).toHaveLength(10);
  expect(sequences()).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  expect(readJournal(directory).broken).toEqual([]);
});

test('a segment that was begun and not written to goes on from the one before', () => {
  append(['a', 'b']);
  writeFileSync(join(directory, 'journal.000000000003.ndjson'), '');
  append(['c']);
  expect(sequences()).toEqual([1, 2, 3]);
  expect(readJournal(directory).broken).toEqual([]);
});
