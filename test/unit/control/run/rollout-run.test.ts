import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RolloutRecord } from '../../../../src/control/record/record.ts';
import type { Lease, RecordStore } from '../../../../src/control/record/store.ts';
import type { Clock } from '../../../../src/prometheus/clock.ts';
import { answers } from '../../../support/control/answers.ts';
import { QuickTarget, rolloutOf } from '../../../support/control/rollout-of.ts';
import { SimulatedClock } from '../../../support/simulated-clock.ts';

const START = 1_760_000_000;
const LEASE = 15;
const INTERVAL = 10;
/** A controller that stands by asks for the lease as often, and for what it has as often. */
const POLLS = 0.2 + 0.1;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-take-over-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const crashes = Array.from({ length: 12 }, (_, i) => 31.05 + 1.7 * i);

test.each(crashes)(
  'after a crash at %s s another controller runs a tick within a lease and a tick',
  async (at) => {
    const clock = new SimulatedClock(START, [{ at, happen: () => (first.isAlive = false) }]);
    const leases = new Leases(clock);
    const target = new QuickTarget('quick');
    const stop = new AbortController();
    const ticks: Record<string, number[]> = { first: [], second: [] };
    const open = (process: Process, name: string) =>
      rolloutOf({
        folder,
        name: 'checkout',
        interval: INTERVAL,
        ramp: 86_400,
        api: answers(() => 50),
        clock: process.clock,
        signal: stop.signal,
        target,
        storeOf: (store) => process.sees(leases.over(store)),
        onTick: () => {
          ticks[name]!.push(clock.monotonic());
          if (name === 'second') stop.abort();
        },
      });
    const first = new Process(clock);
    void (await open(first, 'first')).run();
    await clock.until(clock.sleep(5));
    await clock.until((await open(new Process(clock), 'second')).run());
    expect(ticks.first!.length).toBeGreaterThanOrEqual(3);
    expect(ticks.first!.at(-1)).toBeLessThanOrEqual(at);
    expect(ticks.second).toHaveLength(1);
    expect(ticks.second![0]!).toBeGreaterThan(at);
    expect(ticks.second![0]! - at).toBeLessThanOrEqual(LEASE + INTERVAL + POLLS);
  },
);

test('each line of the journal has the percentage that its state has, also where that is slow', async () => {
  const clock = new SimulatedClock(START, []);
  const stop = new AbortController();
  const entries: [string, number | null, number][] = [];
  let written = 0;
  const run = await rolloutOf({
    folder,
    name: 'checkout',
    interval: INTERVAL,
    ramp: 3 * INTERVAL,
    api: answers(() => 50),
    clock,
    signal: stop.signal,
    storeOf: (store) =>
      slow(new Leases(clock).over(store), clock, ({ target }) => {
        written = target;
      }),
    onTick: () => {},
    onEntry: ({ kind, percentage }) => entries.push([kind, percentage, written]),
  });
  await clock.until(run.run());
  expect(entries).toEqual([
    ['controller', 0, 0],
    ['start', 0, 0],
    ['started', 1, 1],
    ['step', 1, 1],
    ['completed', 100, 100],
    ['ended', 100, 100],
  ]);
});

/** Writes take 3 s. */
const slow = (store: RecordStore, clock: Clock, onWritten: (record: RolloutRecord) => void): RecordStore => ({
  ...store,
  write: async (...args) => {
    await clock.sleep(3);
    const written = await store.write(...args);
    onWritten(args[0]);
    return written;
  },
});

/** A process that may end between any two steps: nothing it waits for comes then. */
class Process {
  isAlive = true;
  readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = { ...clock, sleep: (seconds, signal) => this.#alive(clock.sleep(seconds, signal)) };
  }

  sees(store: RecordStore): RecordStore {
    return {
      read: () => this.#alive(store.read()),
      write: (next, from, lease) => this.#alive(store.write(next, from, lease)),
      acquire: (controller) => this.#alive(store.acquire(controller)),
      keep: (lease) => this.#alive(store.keep(lease)),
      release: (lease) => this.#alive(store.release(lease)),
      holder: () => this.#alive(store.holder()),
    };
  }

  async #alive<T>(answer: Promise<T>): Promise<T> {
    const value = await answer;
    return this.isAlive ? value : new Promise(() => {});
  }
}

/** Leases of 15 s on a record. */
class Leases {
  #held: { readonly lease: Lease; until: number } | undefined;
  #count = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  over(store: RecordStore): RecordStore {
    return {
      read: () => store.read(),
      write: async (next, from, lease) => (this.#isHeld(lease) ? store.write(next, from) : 'refused'),
      acquire: async (controller) => this.#acquire(controller),
      keep: async (lease) => this.#keep(lease),
      release: async () => {},
      holder: async () => ({ kind: 'found', value: this.#current?.lease.holder ?? null }),
    };
  }

  get #current() {
    return this.#held && this.#held.until > this.#clock.monotonic() ? this.#held : undefined;
  }

  #isHeld(lease: Lease | undefined): boolean {
    return !lease || this.#current?.lease.fence === lease.fence;
  }

  #acquire(controller: string): Lease | undefined {
    if (this.#current) return undefined;
    const fence = String(++this.#count);
    const lease = { fence, holder: `${controller}/${fence}`, seconds: LEASE };
    this.#held = { lease, until: this.#clock.monotonic() + LEASE };
    return lease;
  }

  #keep(lease: Lease): 'kept' | 'lost' {
    if (!this.#isHeld(lease)) return 'lost';
    this.#held!.until = this.#clock.monotonic() + LEASE;
    return 'kept';
  }
}
