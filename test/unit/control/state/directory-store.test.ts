import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lower, raise, take } from '../../../../src/control/record/controller-writes.ts';
import { newRecord, type RolloutRecord } from '../../../../src/control/record/record.ts';
import { DirectoryStore } from '../../../../src/control/state/directory-store.ts';
import { seal } from '../../../../src/control/state/sealed.ts';
import { openDirectory, thisProcess } from '../../../support/control/file-target.ts';
import { recordIn } from '../../../support/control/record-in.ts';
import { canMount, withSmallDisk } from '../../../support/small-disk.ts';

const RUNNING: RolloutRecord = { ...newRecord('checkout', 'plan'), started: true };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-state-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a write over another record than it was computed from is refused', async () => {
  const store = openDirectory(directory);
  expect(store.create(RUNNING)).toBe(true);
  expect(store.create(RUNNING)).toBe(false);
  const next = raise(RUNNING, 10);
  expect(await store.write(next, RUNNING.number)).toBe('written');
  expect(await store.write(lower(RUNNING, 0), RUNNING.number)).toBe('refused');
  expect(await recordIn(store)).toEqual(next);
});

test('one that comes so late that its number is free again is refused, too', async () => {
  const store = openDirectory(directory);
  store.create(RUNNING);
  let record = RUNNING;
  for (let i = 1; i < 20; i++) {
    const next = raise(record, i);
    expect(await store.write(next, record.number)).toBe('written');
    record = next;
  }
  const kept = readdirSync(directory).filter((name) => name.startsWith('record.'));
  expect(kept.length).toBeLessThan(7);
  expect(await store.write(raise(RUNNING, 99), RUNNING.number)).toBe('refused');
  expect(await recordIn(store)).toEqual(record);
});

test('files are for the owner alone', () => {
  openDirectory(directory).create(RUNNING);
  const modes = readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o777);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test('of two that see nobody one gets it, and the other is refused', async () => {
  const [one, other] = [openDirectory(directory), openDirectory(directory)];
  one.create(RUNNING);
  const leases = [await one.acquire(), await other.acquire()];
  const writes = leases.map((lease) => take(RUNNING, lease!.holder, 0));
  expect(await one.write(writes[0]!, RUNNING.number, leases[0])).toBe('written');
  expect(await other.write(writes[1]!, RUNNING.number, leases[1])).toBe('refused');
  expect(await other.write(take(writes[0]!, leases[1]!.holder, 0), writes[0]!.number, leases[1])).toBe(
    'refused',
  );
  expect(await other.acquire()).toBeUndefined();
});

test('a holder of another machine, or of another namespace of process ids, is not taken for gone', async () => {
  const far = new DirectoryStore({
    directory,
    processes: { ...thisProcess(), pid: 999_999, machine: 'elsewhere' },
  });
  far.create(RUNNING);
  const lease = await far.acquire();
  await far.write(take(RUNNING, lease!.holder, 0), RUNNING.number, lease);
  expect(await openDirectory(directory).acquire()).toBeUndefined();
  expect(await openDirectory(directory).holder()).toEqual({ kind: 'found', value: lease!.holder });
});

test.each([
  [
    'changed',
    (text: string) => text.replace('"target":0', '"target":90'),
    'its sum is wrong: it was changed or cut',
  ],
  ['that was cut', (text: string) => text.slice(0, 40), 'it is no file of rollout'],
  [
    'of a newer format',
    () => seal({ ...RUNNING, format: 9 }),
    'it has format 9, this rollout reads format 1',
  ],
  ['without what every record has', () => seal({ format: 1 }), 'it is no record of a rollout'],
  ['of another number', () => seal({ ...RUNNING, number: 3 }), 'it has the number of another record'],
])('a record %s is not acted on', async (_, change, why) => {
  const store = openDirectory(directory);
  store.create(RUNNING);
  const file = join(directory, 'record.1.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(await store.read()).toEqual({ kind: 'unknown', why });
  expect(await store.acquire()).toBeUndefined();
});

test.runIf(canMount())('a full disk stops a raise, and not a kill', () =>
  withSmallDisk('1m', async (folder) => {
    const store = new DirectoryStore({ directory: folder, processes: thisProcess() });
    store.create(RUNNING);
    fill(join(folder, 'rubbish'));
    expect(await store.write(raise(RUNNING, 10), RUNNING.number)).toBe('unknown');
    const killed = { acknowledged: null, confirmed: null, late: [] };
    const next = { ...RUNNING, killed, number: RUNNING.number + 1 };
    expect(await store.write(next, RUNNING.number)).toBe('written');
    expect(await recordIn(store)).toEqual(next);
  }),
);

/** Until nothing more goes on the disk. */
function fill(file: string): void {
  for (const size of [64 * 1024, 4096, 1])
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch {}
}
