import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { viewOf, viewsIn } from '../../../../src/control/commands/rollout-view.ts';
import { openStored } from '../../../../src/control/commands/stored-rollout.ts';
import { confirm, confirmKill, raise } from '../../../../src/control/record/controller-writes.ts';
import { newRecord, type RolloutRecord } from '../../../../src/control/record/record.ts';
import { kill, type RequestWrite, start, unkill } from '../../../../src/control/record/request-writes.ts';
import { directoryState } from '../../../../src/control/state/directory-state.ts';
import { holderText } from '../../../../src/control/state/holder.ts';
import { rolloutDirectory } from '../../../../src/control/state/rollout-directory.ts';
import type { RolloutStatus } from '../../../../src/control/state/rollout-status.ts';
import { writeStatus } from '../../../../src/control/state/status-file.ts';
import { makeDirectory } from '../../../../src/disk/directory.ts';
import { openDirectory, thisProcess } from '../../../support/control/file-target.ts';
import { STATUS } from '../../../support/control/rollout-status.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rollout-view-'));
});
afterEach(() => rmSync(state, { recursive: true }));

const TARGET = {
  kind: 'exec',
  name: 'exec tell f',
  lag_seconds: 0,
  outcome: 'confirmed',
  error: null,
} as const;
const at = (percentage: number) => ({ asked: percentage, confirmed: percentage, in_force: percentage });

/** As its controller left it when it was complete. */
const COMPLETED: RolloutStatus = {
  ...STATUS,
  rollout: 'p',
  state: 'completed',
  percentage: 100,
  decision: 'hold',
  remaining_seconds: null,
  actuators: [{ ...TARGET, ...at(100) }],
  controller: null,
};

let ids = 0;
const asked = (write: RequestWrite) => (record: RolloutRecord) => {
  const request = { id: String(ids++), verb: 'kill', by: 'ann@host', at: '2026-11-03T14:00:08Z', reason: '' };
  const change = write(record, request);
  if (change.kind !== 'changed') throw new Error(change.kind);
  return change.record;
};
const killed = [asked(kill), (record: RolloutRecord) => confirmKill(record, false)];

test.each([
  ['nothing', [], ['completed', 100, 1, 100]],
  ['a kill', killed, ['killed', 0, 0, 0]],
  ['a kill that was ended', [...killed, asked(unkill)], ['not_started', 0, 0, 0]],
  ['another start after it', [...killed, asked(unkill), asked(start)], ['waiting', 0, 0, 0]],
])('after %s a rollout that was complete shows where it is', async (_, changes, shown) => {
  const directory = rolloutDirectory(state, 'p');
  makeDirectory(directory);
  const store = openDirectory(directory);
  let record = confirm(raise(asked(start)(newRecord('p', 'plan')), 100), 100);
  for (const change of changes) record = change(record);
  store.create(record);
  writeStatus(directory, COMPLETED);
  const [view] = await viewsIn(directoryState(state), 'p');
  const { percentage, step, actuators } = view!;
  expect([view!.state, percentage, step, actuators[0]!.in_force]).toEqual(shown);
});

describe('of what cannot be known', () => {
  const NOW = Date.parse(STATUS.updated_at) / 1000;
  const DAMAGED = 'its record cannot be read: it is no file of rollout';
  let directory: string;
  beforeEach(() => {
    directory = rolloutDirectory(state, 'p');
    makeDirectory(directory, 0o700);
  });

  const view = async (now: number) => viewOf(await openStored(directoryState(state), 'p'), now);
  const texts = ({ reasons }: RolloutStatus) => reasons.map(({ text }) => text);

  test('a damaged record holds', async () => {
    openDirectory(directory).create(newRecord('p', 'plan'));
    writeStatus(directory, { ...STATUS, rollout: 'p' });
    writeFileSync(join(directory, 'record.1.json'), 'torn');
    const damaged = await view(NOW);
    expect([damaged.state, damaged.decision, texts(damaged)]).toEqual(['waiting', 'hold', [DAMAGED]]);
  });

  test('a status that is older than three ticks says so, and that nothing moves forward', async () => {
    const id = holderText(thisProcess());
    openDirectory(directory).create({ ...newRecord('p', 'plan'), started: true, target: 43, holder: id });
    const written = { ...STATUS, rollout: 'p', controller: { ...STATUS.controller!, id } };
    writeStatus(directory, written);
    expect(await view(NOW + 31)).toEqual(written);
    const old = await view(NOW + 31.5);
    expect([old.state, old.decision, old.percentage, old.controller]).toEqual([
      'waiting',
      'hold',
      43,
      written.controller,
    ]);
    expect(texts(old)).toEqual(['its status was not written for 31 s, it should be every 10 s']);
    writeStatus(directory, { ...written, controller: STATUS.controller });
    expect(texts(await view(NOW + 32))).toEqual(['its status was not written yet']);
  });

  test('a state that takes a status more seldom than there are ticks is given the time for it', async () => {
    const id = holderText(thisProcess());
    openDirectory(directory).create({ ...newRecord('p', 'plan'), started: true, target: 43, holder: id });
    const written = {
      ...STATUS,
      rollout: 'p',
      interval_seconds: 1,
      controller: { ...STATUS.controller!, id },
    };
    writeStatus(directory, written);
    const stored = await openStored(directoryState(state), 'p');
    const withSilence = (silence: number) =>
      Object.create(stored.storage, { pace: { value: { poll: 0.5, status: 10, silence } } });
    const slow = withSilence(0);
    const quiet = withSilence(70);
    expect(await viewOf({ ...stored, storage: quiet }, NOW + 101)).toEqual(written);
    expect(texts(await viewOf({ ...stored, storage: quiet }, NOW + 101.5))).toEqual([
      'its status was not written for 1 min 41 s, it should be every 1 min 20 s',
    ]);
    expect(await viewOf({ ...stored, storage: slow }, NOW + 31)).toEqual(written);
    expect(texts(await viewOf({ ...stored, storage: slow }, NOW + 31.5))).toEqual([
      'its status was not written for 31 s, it should be every 10 s',
    ]);
    expect(texts(await view(NOW + 4.5))).toEqual([
      'its status was not written for 4 s, it should be every 1 s',
    ]);
  });
});
