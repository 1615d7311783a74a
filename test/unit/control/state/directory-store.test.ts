import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { KillSwitch } from '../../../../src/control/controller/kill.ts';
import type { KillNote } from '../../../../src/control/controller/kill-options.ts';
import { lower, raise, take } from '../../../../src/control/record/controller-writes.ts';
import { newRecord, type RolloutRecord } from '../../../../src/control/record/record.ts';
import { DirectoryStore } from '../../../../src/control/state/directory-store.ts';
import { seal } from '../../../../src/control/state/sealed.ts';
import {
  FAST,
  fileTarget,
  openDirectory,
  thisProcess,
  toldTo,
} from '../../../support/control/file-target.ts';
import { root } from '../../../support/script.ts';
import { canMount, withSmallDisk } from '../../../support/small-disk.ts';

const bundle = join(root, 'node_modules/.cache/rollout', `state-process-${process.pid}.mjs`);
let directory: string;
let children: Child[] = [];

beforeAll(() =>
  build({
    entryPoints: [join(root, 'test/support/control/state-process-main.ts')],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    packages: 'external',
    logLevel: 'warning',
  }),
);
afterAll(() => rmSync(bundle, { force: true }));
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-state-'));
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  children = [];
  rmSync(directory, { recursive: true });
});

/** A process of `state-process-main.ts`, and the whole lines it said. */
class Child {
  readonly process: ChildProcess;
  #text = '';

  constructor(mode: 'count' | 'control') {
    this.process = spawn(process.execPath, [bundle, mode, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
    });
    children.push(this);
  }

  get lines(): string[] {
    return this.#text.split('\n').slice(0, -1);
  }

  /** Waits until it said so many lines more than now. */
  async saysMore(count: number): Promise<void> {
    const before = this.lines.length;
    await until(() => this.lines.length >= before + count);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const closed = once(this.process, 'close');
    this.process.kill('SIGKILL');
    await closed;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

const RUNNING: RolloutRecord = { ...newRecord('checkout', 'plan'), started: true };

async function recordIn(store: DirectoryStore): Promise<RolloutRecord> {
  const found = await store.read();
  if (found.kind === 'unknown') throw new Error(found.why);
  return found.value;
}

const request = { id: 'k', verb: 'kill', by: 'somebody', at: '', reason: '' };

function startKill(notes: string[], signal = new AbortController().signal) {
  const note = ({ kind }: KillNote) => void notes.push(kind);
  const store = openDirectory(directory);
  return new KillSwitch({
    rollout: 'checkout',
    store,
    actuators: [fileTarget(directory)],
    ...FAST,
    request,
    note,
    signal,
  }).run();
}

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

test('processes that are killed at any moment never write one number twice', async () => {
  openDirectory(directory).create(RUNNING);
  const all = [new Child('count'), new Child('count'), new Child('count')];
  for (let round = 0; round < 6; round++) {
    await all[round]!.saysMore(5 + round);
    await all[round]!.kill();
    all.push(new Child('count'));
  }
  await all.at(-1)!.saysMore(3);
  await Promise.all(all.map((child) => child.kill()));
  const numbers = all.flatMap(({ lines }) => lines).map(Number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect((await recordIn(openDirectory(directory))).number).toBeGreaterThanOrEqual(Math.max(...numbers));
});

test('a controller that is killed is followed by one that never raises, and a kill says whose call may land', async () => {
  const store = openDirectory(directory);
  store.create(RUNNING);
  for (let round = 0; round < 4; round++) {
    const child = new Child('control');
    await until(() => child.lines.includes('leads'));
    await child.saysMore(4 + 3 * round);
    await child.kill();
    const { ceiling, target } = await recordIn(store);
    const { percentage } = toldTo(directory);
    expect(percentage).toBeLessThanOrEqual(ceiling);
    const next = new Child('control');
    await until(() => next.lines.includes('leads'));
    await until(() => next.lines.some((line) => line.startsWith('at ')));
    const first = Number(next.lines.find((line) => line.startsWith('at '))!.slice(3));
    expect(first).toBeLessThanOrEqual(Math.min(target, percentage));
    await next.kill();
  }
  const { unclean } = await recordIn(store);
  const notes: string[] = [];
  expect(await startKill(notes)).toBe('guarded');
  expect(notes).toEqual(expect.arrayContaining(['durable', 'off', 'confirmed']));
  expect(toldTo(directory).percentage).toBe(0);
  const { killed, ceiling } = await recordIn(store);
  expect([killed!.confirmed, ceiling]).toEqual(['dirty', 0]);
  expect(killed!.late).toEqual(expect.arrayContaining([...unclean]));
});

test('a kill beside a controller that is stopped is off at once, and confirmed when that goes on', async () => {
  const store = openDirectory(directory);
  store.create(RUNNING);
  const child = new Child('control');
  await until(() => toldTo(directory).percentage > 2);
  child.process.kill('SIGSTOP');
  const notes: string[] = [];
  const ended = startKill(notes);
  await until(() => notes.includes('off') && notes.includes('durable'));
  expect(toldTo(directory).percentage).toBe(0);
  expect((await recordIn(store)).killed?.confirmed).toBeNull();
  child.process.kill('SIGCONT');
  expect(await ended).toBe('confirmed');
  expect(toldTo(directory).percentage).toBe(0);
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
