import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Processes } from '../../../../src/control/state/holder.ts';
import { hasStandby, noteStandby, removeStandby } from '../../../../src/control/state/standbys.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-standbys-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Of these processes those with a start run. */
const seenBy = (pid: number, starts: Readonly<Record<number, string>>, machine = 'here'): Processes => ({
  pid,
  processStart: (one) => starts[one],
  machine,
});

test('another process that stands by is seen, until it does so no more', () => {
  const all = { 1: 'a', 2: 'b' };
  noteStandby(directory, seenBy(2, all));
  expect(hasStandby(directory, seenBy(1, all))).toBe(true);
  removeStandby(directory, seenBy(2, all));
  expect(hasStandby(directory, seenBy(1, all))).toBe(false);
});

test('one that has ended, or whose number another process has by now, is none', () => {
  noteStandby(directory, seenBy(2, { 2: 'b' }));
  expect(hasStandby(directory, seenBy(1, { 1: 'a' }))).toBe(false);
  expect(hasStandby(directory, seenBy(1, { 1: 'a', 2: 'later' }))).toBe(false);
});

test('a process is no standby of itself; one of another machine may be there', () => {
  noteStandby(directory, seenBy(1, { 1: 'a' }));
  expect(hasStandby(directory, seenBy(1, { 1: 'a' }))).toBe(false);
  expect(hasStandby(directory, seenBy(3, { 3: 'c' }, 'there'))).toBe(true);
});

test('nobody stands by where nobody did, or in a file that was not written whole', () => {
  expect(hasStandby(directory, seenBy(1, {}))).toBe(false);
  noteStandby(directory, seenBy(2, { 2: 'b' }));
  writeFileSync(join(directory, 'standby', '2'), '');
  expect(hasStandby(directory, seenBy(1, { 2: 'b' }))).toBe(false);
});
