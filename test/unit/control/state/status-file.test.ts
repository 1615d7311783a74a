import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  isRolloutName,
  rolloutDirectory,
  rolloutNames,
} from '../../../../src/control/state/rollout-directory.ts';
import type { RolloutStatus } from '../../../../src/control/state/rollout-status.ts';
import { readStatus, writeStatus } from '../../../../src/control/state/status-file.ts';
import { makeDirectory } from '../../../../src/disk/directory.ts';

let state: string;
let directory: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rollout-status-'));
  directory = rolloutDirectory(state, 'checkout-v2');
  makeDirectory(directory);
});
afterEach(() => rmSync(state, { recursive: true }));

const STATUS: RolloutStatus = {
  format: 1,
  rollout: 'checkout-v2',
  state: 'waiting',
  percentage: 5,
  step: 1,
  steps: 3,
  decision: 'hold',
  remaining_seconds: null,
  reasons: [{ kind: 'approval', text: 'waits for approval before step 2', until: null }],
  waiting_for: [{ kind: 'approval', text: 'waits for approval before step 2', until: null }],
  blind: [],
  actuators: [
    {
      kind: 'exec',
      name: 'exec tell new-checkout',
      asked: 5,
      confirmed: null,
      in_force: null,
      lag_seconds: 3,
      outcome: 'failed',
      error: 'the program ended with 1',
    },
  ],
  controller: { id: '12 start machine one', since: '2026-11-03T14:00:00.000Z' },
  changed_on_disk: [],
  tick: 7,
  interval_seconds: 1,
  pid: 12,
  updated_at: '2026-11-03T14:00:07.000Z',
};

const writeText = (text: string) => writeFileSync(join(directory, 'status.json'), text);

test('a status is read as it was written, for its owner alone', () => {
  writeStatus(directory, STATUS);
  expect(readStatus(directory)).toEqual({ kind: 'found', status: STATUS });
  expect(statSync(join(directory, 'status.json')).mode & 0o777).toBe(0o600);
});

test('there is none before the first', () => {
  expect(readStatus(directory)).toEqual({ kind: 'none' });
});

test.each([
  ['{', 'it is no JSON'],
  ['[]', 'it is no status of a rollout'],
  ['{"format": 2}', 'it has format 2, this rollout reads format 1'],
  [JSON.stringify({ ...STATUS, state: 'lost' }), 'it is no status of a rollout'],
  [JSON.stringify({ ...STATUS, updated_at: 'today' }), 'it is no status of a rollout'],
])('%j is none: %s', (text, why) => {
  writeText(text);
  expect(readStatus(directory)).toEqual({ kind: 'fault', why });
});

test('the rollouts of a state directory are its folders with a name', () => {
  makeDirectory(rolloutDirectory(state, 'a'));
  makeDirectory(rolloutDirectory(state, 'Not-one'));
  writeFileSync(rolloutDirectory(state, 'file'), '');
  expect(rolloutNames(state)).toEqual(['a', 'checkout-v2']);
  expect(rolloutNames(join(state, 'missing'))).toEqual([]);
});

test.each(['..', '.', '', 'a/b', 'a\u0000', 'UP'])('%j is no name of a rollout', (name) => {
  expect(isRolloutName(name)).toBe(false);
});
