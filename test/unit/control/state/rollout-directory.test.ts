import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  isRolloutName,
  journalDirectory,
  rolloutDirectory,
  rolloutNames,
} from '../../../../src/control/state/rollout-directory.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rollout-directories-'));
});
afterEach(() => rmSync(state, { recursive: true }));

test.each(['a', 'checkout-v2', 'a.b', 'a..b', '0', 'a'.repeat(253)])('%s is a name', (name) => {
  expect(isRolloutName(name)).toBe(true);
});

test.each(['', '.', '..', '../a', 'a/b', 'a\n', 'A', '-a', 'a-', 'a\u0000', 'a'.repeat(254)])(
  '%j is no name',
  (name) => {
    expect(isRolloutName(name)).toBe(false);
  },
);

test('a rollout has a directory of its own, with its journal below', () => {
  expect(rolloutDirectory('/state', 'a')).toBe('/state/rollouts/a');
  expect(journalDirectory(rolloutDirectory('/state', 'a'))).toBe('/state/rollouts/a/journal');
});

test('the rollouts of a state are its directories with the name of one, sorted', () => {
  expect(rolloutNames(state)).toEqual([]);
  for (const name of ['b', 'a', 'Not']) mkdirSync(rolloutDirectory(state, name), { recursive: true });
  writeFileSync(join(state, 'rollouts', 'file'), '');
  expect(rolloutNames(state)).toEqual(['a', 'b']);
});
