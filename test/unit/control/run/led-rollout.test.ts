import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actuator } from '../../../../src/control/actuators/actuator.ts';
import { writeRequest } from '../../../../src/control/controller/write-request.ts';
import {
  advance,
  end,
  pause,
  type RequestWrite,
  resume,
  start,
} from '../../../../src/control/record/request-writes.ts';
import type { RunEnd } from '../../../../src/control/run/rollout-run.ts';
import { DirectoryStorage } from '../../../../src/control/state/directory-storage.ts';
import { answers } from '../../../support/control/answers.ts';
import { folderOf, QuickTarget, rolloutOf } from '../../../support/control/rollout-of.ts';
import { SimulatedClock } from '../../../support/simulated-clock.ts';

const NAME = 'checkout';
const RAMP = 86_400;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-led-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A target that may refuse, and keeps what it was told and when. */
class ToldTarget extends QuickTarget {
  isDown = false;
  /** It compares numbers, and its answers are lost. */
  isDeaf = false;
  override readonly isFencing = true;
  #number = 0;
  #inForce = 0;
  readonly told: { readonly at: number; readonly percentage: number }[] = [];
  readonly #clock: SimulatedClock;

  constructor(clock: SimulatedClock) {
    super('told');
    this.#clock = clock;
  }

  override async apply(decision: Parameters<Actuator['apply']>[0]): ReturnType<Actuator['apply']> {
    this.told.push({ at: this.#clock.monotonic(), percentage: decision.percentage });
    if (this.isDown) return { kind: 'refused', why: 'it is down' };
    const { number, percentage } = decision;
    const isOld = number < this.#number || (number === this.#number && percentage > this.#inForce);
    if (isOld && percentage > 0) return { kind: 'refused', why: 'its number is old' };
    this.#number = number;
    this.#inForce = percentage;
    const outcome = await super.apply(decision);
    return this.isDeaf ? { kind: 'unknown', why: 'no answer came' } : outcome;
  }

  /** A late call of somebody else, whose number is old: 0 is taken all the same. */
  async takeZero(): Promise<void> {
    this.#inForce = 0;
    await super.apply({ percentage: 0 } as Parameters<Actuator['apply']>[0]);
  }

  get inForce(): number {
    return this.#inForce;
  }

  toldBetween(from: number, to: number): number {
    return Math.max(
      0,
      ...this.told.filter(({ at }) => at > from && at <= to).map(({ percentage }) => percentage),
    );
  }
}

interface Happens {
  readonly at: number;
  readonly asks?: readonly (readonly [string, RequestWrite])[];
  readonly isDown?: boolean;
  readonly isDeaf?: boolean;
  readonly takesZero?: boolean;
}

interface Pace {
  readonly interval?: number;
  /** Other keys of its rollout file. */
  readonly document?: object;
}

/** Runs a rollout of one ramp with a forward criterion that always passes, until `until` or its own end. */
async function run(happens: readonly Happens[], until: number, { interval = 10, document = {} }: Pace = {}) {
  const stop = new AbortController();
  const clock: SimulatedClock = new SimulatedClock(1_760_000_000, [
    ...happens.map(({ at, asks = [], isDown, isDeaf, takesZero }) => ({
      at,
      happen: () => {
        if (isDown !== undefined) target.isDown = isDown;
        if (isDeaf !== undefined) target.isDeaf = isDeaf;
        if (takesZero) void target.takeZero();
        void askAll(asks);
      },
    })),
    { at: until, happen: () => stop.abort() },
  ]);
  const target = new ToldTarget(clock);
  const rollout = await rolloutOf({
    folder,
    name: NAME,
    interval,
    ramp: RAMP,
    api: answers(() => 50),
    clock,
    signal: stop.signal,
    target,
    document,
    onTick: () => {},
  });
  const ended: RunEnd = await clock.until(rollout.run());
  return { target, ended, at: clock.monotonic() };
}

async function askAll(asks: readonly (readonly [string, RequestWrite])[]): Promise<void> {
  const { store } = new DirectoryStorage(NAME, folderOf(folder, NAME));
  for (const [verb, write] of asks)
    await writeRequest(store, write, { id: `${verb}-${asks.length}`, verb, by: 'ada', at: '', reason: '' });
}

test('an advance goes to the next step at once', async () => {
  const { target } = await run([{ at: 65, asks: [['advance', advance]] }], 68);
  expect(target.toldBetween(0, 65)).toBeLessThan(2);
  expect(target.toldBetween(65, 68)).toBe(100);
});

test('an advance while a target has not confirmed waits until it has, and moves nothing before', async () => {
  const { target } = await run(
    [
      { at: 35, isDown: true },
      { at: 65, asks: [['advance', advance]] },
      { at: 200, isDown: false },
    ],
    215,
  );
  expect(target.toldBetween(0, 200)).toBeLessThan(2);
  expect(target.toldBetween(200, 215)).toBe(100);
});

test('a pause after an advance that waits takes it back: what resumes is no jump', async () => {
  const { target } = await run(
    [
      { at: 35, isDown: true },
      {
        at: 65,
        asks: [
          ['advance', advance],
          ['pause', pause],
        ],
      },
      { at: 200, isDown: false },
      { at: 300, asks: [['resume', resume]] },
    ],
    400,
  );
  expect(target.toldBetween(300, 400)).toBeGreaterThan(target.toldBetween(0, 300));
  expect(target.toldBetween(0, 400)).toBeLessThan(2);
});

test('an advance of one that is paused is refused', async () => {
  const { target } = await run(
    [
      { at: 65, asks: [['pause', pause]] },
      { at: 85, asks: [['advance', advance]] },
      { at: 105, asks: [['resume', resume]] },
    ],
    200,
  );
  expect(target.toldBetween(0, 200)).toBeLessThan(2);
});

test('a target that took a late 0 after a call without an answer is told under another number', async () => {
  const late = [
    { at: 35, isDeaf: true },
    { at: 65, takesZero: true, isDeaf: false },
  ];
  const { target } = await run(late, 200);
  expect(target.toldBetween(65, 95)).toBeGreaterThan(1);
  expect(target.inForce).toBe(target.toldBetween(65, 95));
});

test.each([
  ['hold', 1],
  ['reset', 1],
  ['off', 0],
] as const)('an end at %s is over before the next tick', async (place, most) => {
  const { target, ended, at } = await run([{ at: 700, asks: [['end', end(place)]] }], 5000, {
    interval: 300,
  });
  expect(ended.kind).toBe('ended');
  expect(at).toBeLessThan(705);
  expect(Math.floor(ended.percentage!)).toBe(most);
  expect(Math.floor(target.told.at(-1)!.percentage)).toBe(most);
});

test.each([
  ['the first step', {}, 1],
  ['nobody', { after_reset: { percentage: 0 } }, 0],
] as const)('an end at reset leaves it to %s, and the next start begins there', async (_, document, left) => {
  const first = await run([{ at: 6000, asks: [['end', end('reset')]] }], 9000, { interval: 300, document });
  expect(first.target.toldBetween(0, 6000)).toBeGreaterThan(5);
  expect([first.ended.kind, first.ended.percentage, first.target.inForce]).toEqual(['ended', left, left]);
  expect(first.at).toBeLessThan(6005);
  await askAll([['start', start]]);
  const second = await run([], 700, { interval: 300, document });
  expect(second.target.told.at(-1)!.percentage).toBeGreaterThan(0);
  expect(second.target.toldBetween(0, 700)).toBeLessThan(3);
});
