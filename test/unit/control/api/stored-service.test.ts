import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoredService } from '../../../../src/control/api/stored-service.ts';
import type { Verb } from '../../../../src/control/commands/verbs.ts';
import { Journal } from '../../../../src/control/journal/journal.ts';
import type { RolloutRecord } from '../../../../src/control/record/record.ts';
import { directoryState } from '../../../../src/control/state/directory-state.ts';
import { readFrozen } from '../../../../src/control/state/frozen-file.ts';
import { journalDirectory } from '../../../../src/control/state/rollout-directory.ts';
import { writeStatus } from '../../../../src/control/state/status-file.ts';
import { makeDirectory } from '../../../../src/disk/directory.ts';
import { eventLine, STATUS } from '../../../support/control/api-service.ts';
import { NAME } from '../../../support/control/rollout-status.ts';
import { store } from '../../../support/control/stored.ts';
import { testWorld } from '../../../support/test-world.ts';

let state: string;
const open: StoredService[] = [];
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rollout-api-'));
});
afterEach(() => {
  for (const service of open.splice(0)) service.close();
  rmSync(state, { recursive: true });
});

const APPROVALS = { approvals: [{ before_step: 2 }] };
const COUNTS = { queryFailures: 1, targetFailures: {}, tickDelay: 0, signals: {} };
const TARGET = { kind: 'flagd', config: { file: 'flags.json', flag: 'new' } };

/** A rollout that was started, at 20 %. */
function served(record: Partial<RolloutRecord> = {}) {
  const directory = store({ state, cwd: state, actuators: [TARGET], document: APPROVALS, record });
  const read = readFrozen(directory);
  if (read.kind !== 'frozen') throw new Error(read.kind);
  const stored = { name: NAME, storage: directoryState(state).rollout(NAME), frozen: read.frozen };
  const rollout = { ...stored, counter: { counts: COUNTS } };
  const openWorld = (at: string) => testWorld({ directory: at });
  const service = new StoredService({ rollouts: [rollout], now: () => 1_800_000_000, openWorld });
  open.push(service);
  return { service, directory, rollout };
}

describe('a command changes the record', () => {
  test.each<[verb: Verb, before: Partial<RolloutRecord>, after: Partial<RolloutRecord>]>([
    ['start', { started: false }, { started: true }],
    ['pause', {}, { paused: true }],
    ['resume', { paused: true }, { paused: false, resumed: 2 }],
    ['reset', {}, { target: 1, ceiling: 20 }],
    [
      'approve',
      {},
      {
        approvals: [{ step: 1, plan: expect.any(String), attempt: 1 }],
        requests: [expect.objectContaining({ id: 'one', reason: 'step 2: lunch' })],
      },
    ],
    ['advance', {}, { advanced: 2 }],
    ['end', {}, { ended: 'hold' }],
    ['kill', {}, { target: 0, killed: { acknowledged: null, confirmed: null, late: [] } }],
    [
      'unkill',
      { killed: { acknowledged: 'clean', confirmed: 'clean', late: [] }, target: 0 },
      { killed: null, started: false, attempt: 2 },
    ],
  ])('%s', async (verb, before, after) => {
    const { service, rollout } = served({ number: 1, ...before });
    const request = { rollout: NAME, verb, id: 'one', by: 'ada', reason: 'lunch' };
    expect(await service.ask(request)).toMatchObject({ changed: true, asked: true, number: 2 });
    const read = await rollout.storage.store.read();
    expect(read).toMatchObject({
      kind: 'found',
      value: {
        requests: [{ id: 'one', verb, by: 'ada', at: '2027-01-15T08:00:00.000Z', reason: 'lunch' }],
        ...after,
      },
    });
    expect(await service.ask(request)).toMatchObject({ changed: false, asked: true, number: 2 });
  });

  test('what it does not allow is refused', async () => {
    const { service } = served({ killed: { acknowledged: null, confirmed: null, late: [] } });
    const request = { rollout: NAME, id: 'one', by: 'ada', reason: '' } as const;
    await expect(service.ask({ ...request, verb: 'start' })).rejects.toThrow('it is killed');
    await expect(service.ask({ ...request, verb: 'approve', step: 7 })).rejects.toThrow();
  });
});

test('a status is of this process where its process wrote it', async () => {
  const { service, directory } = served();
  expect([await service.statuses(), await service.faults()]).toEqual([[], [`${NAME}: no tick has run yet`]]);
  const own = { ...STATUS, pid: process.pid };
  writeStatus(directory, own);
  expect(await service.statuses()).toEqual([{ status: own, leads: true, counts: COUNTS }]);
  writeStatus(directory, { ...STATUS, pid: process.pid + 1 });
  expect(await service.statuses()).toEqual([
    { status: { ...STATUS, pid: process.pid + 1 }, leads: false, counts: COUNTS },
  ]);
  expect(await service.faults()).toEqual([]);
});

test('events are the lines of the journal', async () => {
  const { service, directory } = served();
  expect(await service.events(NAME)).toEqual({ events: [], broken: [] });
  expect(await service.events('other')).toBeUndefined();
  makeDirectory(journalDirectory(directory), 0o700);
  const journal = new Journal(journalDirectory(directory));
  for (const sequence of [1, 2, 3]) {
    const { sequence: _, ...entry } = eventLine(sequence);
    journal.append(entry);
  }
  journal.close();
  expect((await service.events(NAME))!.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});
