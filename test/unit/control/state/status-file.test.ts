import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  isRolloutName,
  rolloutDirectory,
  rolloutNames,
} from '../../../../src/control/state/rollout-directory.ts';
import { printedStatus } from '../../../../src/control/state/rollout-status.ts';
import { readStatus, writeStatus } from '../../../../src/control/state/status-file.ts';
import { makeDirectory } from '../../../../src/disk/directory.ts';
import { STATUS } from '../../../support/control/api-service.ts';

let state: string;
let directory: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rollout-status-'));
  directory = rolloutDirectory(state, 'checkout-v2');
  makeDirectory(directory);
});
afterEach(() => rmSync(state, { recursive: true }));

const writeText = (text: string) => writeFileSync(join(directory, 'status.json'), text);

test('a status is read as it was written, for its owner alone', () => {
  writeStatus(directory, STATUS);
  expect(readStatus(directory)).toEqual({ kind: 'found', status: STATUS });
  expect(statSync(join(directory, 'status.json')).mode & 0o777).toBe(0o600);
});

test('what pictures show is read with it, and is not printed', () => {
  const picture = {
    server: 'prometheus:9090',
    started_at: STATUS.updated_at,
    next_tick_at: STATUS.updated_at,
    decision_since: STATUS.updated_at,
    has_gaps: false,
    view: { steps: [], ticks_per_bucket: 1, ticks: 0, accept: [], drivers: [], events: [] },
    entries: [
      { time: STATUS.updated_at, kind: 'kill', percentage: 0, step: 0, reason: 'slow', by: 'ada@host' },
    ],
  };
  writeStatus(directory, { ...STATUS, picture });
  expect(readStatus(directory)).toEqual({ kind: 'found', status: { ...STATUS, picture } });
  expect(printedStatus({ ...STATUS, picture })).toEqual(STATUS);
  const noisy = { ...STATUS, percentage: 12.299999999999999, remaining_seconds: 240.00000000000003 };
  expect(printedStatus(noisy)).toEqual({ ...STATUS, percentage: 12.3, remaining_seconds: 240 });
  writeText(JSON.stringify({ ...STATUS, picture: { ...picture, entries: [{ kind: 'kill' }] } }));
  expect(readStatus(directory)).toEqual({ kind: 'fault', why: 'it is no status of a rollout' });
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
