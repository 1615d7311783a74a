import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Controller } from '../../../src/control/controller/controller.ts';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { lower, raise, take } from '../../../src/control/record/controller-writes.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { start } from '../../../src/control/record/request-writes.ts';
import type { RepairableStore, Written } from '../../../src/control/record/store.ts';
import { until } from '../until.ts';
import { FAST, fileTarget, toldTo } from './file-target.ts';

export interface TestedStore extends RepairableStore {
  create(record: RolloutRecord): Promise<Written>;
}

export interface OpenStore {
  /** Whole seconds; 60 where it is not given. */
  readonly leaseSeconds?: number;
  /** Of a request, in seconds. */
  readonly timeout?: number;
  readonly onFault?: (why: string) => void;
  /** Takes each write, which is given no answer; what it takes does the write. */
  readonly onWrite?: (land: () => Promise<unknown>) => void;
}

interface Standby {
  note(): Promise<void>;
  remove(): Promise<void>;
  hasOther(): Promise<boolean>;
}

/** A server that keeps records. */
export interface StoreWorld {
  /** A store of one rollout; the number names it. */
  open(rollout: number, options?: OpenStore): Promise<TestedStore>;
  standby(rollout: number, owner: string): Promise<Standby>;
  /** Puts another text where the record was. */
  put(rollout: number, text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  pause(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

const first = newRecord('checkout', 'plan');
const request = (id: string) => ({
  id,
  verb: 'start',
  by: 'ann@host',
  at: '2026-11-24T09:00:00Z',
  reason: '',
});

/** What every server that keeps records does. */
export function testStore(world: () => StoreWorld): void {
  let rollout = 0;
  const faults: string[] = [];
  const onFault = (why: string) => void faults.push(why);
  beforeEach(() => {
    rollout++;
    faults.length = 0;
  });
  const open = (options: OpenStore = {}) => world().open(rollout, { onFault, ...options });
  const found = (value: RolloutRecord | string | null) => ({ kind: 'found', value });

  test('is made once, and changed by whoever has read it last', async () => {
    const [one, two] = [await open(), await open()];
    expect(await one.read()).toEqual({ kind: 'unknown', why: 'there is no record' });
    expect([await one.create(first), await two.create(first)]).toEqual(['written', 'refused']);
    const second = raise(first, 5);
    expect([await two.write(second, 1), await one.write(lower(first, 0), 1)]).toEqual(['written', 'refused']);
    expect(await one.read()).toEqual(found(second));
    expect(await one.write(lower(second, 2), 2)).toBe('written');
    expect(await two.read()).toEqual(found(lower(second, 2)));
    expect(faults).toEqual([]);
  });

  test('has one holder at a time, and only its writes are done with a lease', async () => {
    const [one, two] = [await open(), await open()];
    await one.create(first);
    const lease = (await one.acquire(''))!;
    expect(await one.holder()).toEqual(found(lease.holder));
    expect(await two.acquire('')).toBeUndefined();
    expect(await one.write(take(first, lease.holder, 0), 1, lease)).toBe('written');
    expect(await one.keep(lease)).toBe('kept');
    await one.release(lease);
    expect([await one.holder(), await one.keep(lease)]).toEqual([found(null), 'lost']);
    const later = (await two.acquire(''))!;
    expect(later.holder).not.toBe(lease.holder);
    const { value } = (await one.read()) as { value: RolloutRecord };
    expect(await one.write(raise(value, 5), 2, lease)).toBe('refused');
    expect(await two.write(raise(value, 5), 2, later)).toBe('written');
  });

  test('whose holder is silent goes to the next one', async () => {
    const [one, two] = [await open({ leaseSeconds: 1 }), await open()];
    await one.create(first);
    const lease = (await one.acquire(''))!;
    await until(async () => (await two.acquire('')) !== undefined);
    expect(await one.keep(lease)).toBe('lost');
    expect(await one.write(raise(first, 5), 1, lease)).toBe('refused');
    expect(await two.read()).toEqual(found(first));
  });

  test('a write that lands after its time limit does nothing where the record has changed', async () => {
    let land = (): Promise<unknown> => Promise.resolve();
    const onWrite = (late: () => Promise<unknown>) => {
      land = late;
    };
    const [one, two] = [await open({ onWrite }), await open()];
    await two.create(first);
    expect(await one.write(raise(first, 50), 1)).toBe('unknown');
    expect(faults).toEqual([expect.stringContaining('no answer')]);
    const killed = lower(raise(first, 5), 0);
    expect(await two.write({ ...killed, number: 2 }, 1)).toBe('written');
    await land();
    expect(await two.read()).toEqual(found({ ...killed, number: 2 }));
    expect(await one.read()).toEqual(found({ ...killed, number: 2 }));
  });

  test('a server that stands still leaves it open whether a write was done', async () => {
    const [hasty, patient] = [await open({ timeout: 0.5 }), await open()];
    await patient.create(first);
    await patient.read();
    await world().pause();
    const written = await hasty.write(raise(first, 50), 1);
    const read = await hasty.read();
    world().signal('SIGCONT');
    expect([written, read.kind]).toEqual(['unknown', 'unknown']);
    const again = await patient.write(raise(first, 5), 1);
    const { value } = (await patient.read()) as { value: RolloutRecord };
    expect([again, value.target, value.number]).toEqual(
      again === 'written' ? ['written', 5, 2] : ['refused', 50, 2],
    );
  });

  test('is there, with its holder, after the server was killed', async () => {
    const store = await open();
    await store.create(first);
    const lease = (await store.acquire(''))!;
    await world().kill();
    expect(await store.keep(lease)).toBe('unknown');
    await until(async () => (await store.read()).kind === 'unknown');
    await world().restart();
    await until(async () => (await store.keep(lease)) === 'kept');
    expect([await store.read(), await store.holder()]).toEqual([found(first), found(lease.holder)]);
    expect(await store.write(raise(first, 5), 1, lease)).toBe('written');
  });

  test('who stands by is seen by others for as long as a lease, and no longer when that was given back', async () => {
    const [one, other] = [await world().standby(rollout, 'host/1'), await world().standby(rollout, 'host/2')];
    expect(await other.hasOther()).toBe(false);
    await one.note();
    await one.note();
    expect([await one.hasOther(), await other.hasOther()]).toEqual([false, true]);
    await one.remove();
    expect(await other.hasOther()).toBe(false);
  });

  test('damaged, it is read by nobody and written over by nobody', async () => {
    const store = await open();
    await store.create(first);
    await world().put(rollout, '{}');
    const other = await open();
    expect(await other.read()).toEqual({ kind: 'unknown', why: 'it is no file of rollout' });
    expect(await store.write(raise(first, 5), 1)).not.toBe('written');
    expect(await other.write(raise(first, 5), 1)).toBe('unknown');
    expect(await other.read()).toEqual({ kind: 'unknown', why: 'it is no file of rollout' });
  });

  test('a controller raises a target, another one takes over, and a kill is confirmed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'rollout-store-target-'));
    const store = await open();
    await store.create(first);
    await writeRequest(store, start, request('1'));
    const target = fileTarget(directory);
    const controller = async (id: string) =>
      new Controller({
        ...FAST,
        id,
        store: await open(),
        actuators: [target],
        passThrough: null,
        note: () => {},
      });
    const [one, two] = [await controller('a'), await controller('b')];
    one.start();
    await until(() => one.leadership !== undefined);
    one.leadership!.ask(5);
    await until(() => toldTo(directory).percentage === 5);
    two.start();
    await one.stop();
    await until(() => two.leadership !== undefined);
    expect(two.leadership!.record).toMatchObject({ target: 5, ceiling: 5, unclean: [] });
    const options = { ...FAST, rollout: 'checkout', store: await open(), actuators: [target] };
    const { signal } = new AbortController();
    const kill = new KillSwitch({ ...options, request: request('2'), note: () => {}, signal });
    expect(await kill.run()).toBe('confirmed');
    expect(toldTo(directory).percentage).toBe(0);
    await until(() => two.leadership?.record.killed?.confirmed === 'clean'); // what it holds is then released
    await two.stop();
    await until(async () => {
      const holder = await store.holder();
      return holder.kind === 'found' && holder.value === null;
    });
    rmSync(directory, { recursive: true });
  });
}
