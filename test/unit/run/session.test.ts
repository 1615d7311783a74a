import { describe, expect, test } from 'vitest';
import { rampOf } from '../../../src/rollout/ramp.ts';
import type { DynamicDocument } from '../../../src/run/dynamic-config.ts';
import { run } from '../../../src/run/run.ts';
import { Pacer } from '../../../src/source/live/pacer.ts';
import { openLive } from '../../../src/source/live.ts';
import type { LiveSource } from '../../../src/source/source.ts';
import { fakeApi } from '../../support/fake-api.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { latencyPlan } from '../../support/plans.ts';

const FIRST = { position: 0, moment: 1_000_000 };

/** A live source of one query that reads 50; `fill` waits where the test says so. */
const source = (clock: FakeClock, fill: () => Promise<void> | void = () => {}): LiveSource => ({
  pace: 'live',
  clock,
  pacer: new Pacer({ clock, interval: 1, from: { next: FIRST, begun: FIRST }, onGap: () => {} }),
  resultsOn: 'every tick',
  start: 1_000_000,
  ticks: Number.POSITIVE_INFINITY,
  batch: 1,
  fill([column]) {
    column![0] = 50;
    return fill();
  },
  why: () => undefined,
  cursor: () => null,
  faults: () => [],
  facts: () => ({ kind: 'live', name: null, url: null, server: null }),
  diagnostics: () => [],
});

describe('a live run', () => {
  test('waits for the time of each tick, a quarter of a second at most at once', async () => {
    const clock = fakeClock(1_000_000.4, true);
    const times: number[] = [];
    const onTick = () => times.push(clock.now());
    await run({
      policy: 'p',
      plan: latencyPlan(),
      source: source(clock),
      ticks: 3,
      listeners: [{ onTick }],
    });
    expect(times).toEqual([1_000_000.4, 1_000_001, 1_000_002]);
    expect(clock.sleeps.slice(0, 3)).toEqual([0.25, 0.25, expect.closeTo(0.1, 6)]);
    expect(clock.sleeps.slice(3)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test('takes new configuration while it waits for a tick, and while it waits for readings', async () => {
    const clock = fakeClock(1_000_000);
    let answer = () => {};
    const slow = source(clock, () => new Promise<void>((resolve) => (answer = resolve)));
    let document: DynamicDocument | undefined;
    const asked: number[] = [];
    const poll = (nextTick: number) => {
      asked.push(nextTick);
      const taken = document;
      document = undefined;
      return taken;
    };
    const taken: string[] = [];
    const listener = { onDocument: (given: DynamicDocument) => taken.push(`${asked.at(-1)} ${given.a}`) };
    const ran = run({
      policy: 'p',
      plan: latencyPlan(),
      source: slow,
      ticks: 2,
      steering: { poll },
      listeners: [listener],
    });
    await clock.advance(0.25);
    document = { a: 'while readings come' };
    await clock.advance(0.25);
    answer();
    await clock.advance(0.25);
    document = { a: 'while it waits' };
    await clock.advance(0.25);
    await clock.advance(0);
    answer();
    const { result } = await ran;
    expect(taken).toEqual(['1 while readings come', '1 while it waits']);
    expect(result.events.map(({ tick, kind }) => `${tick} ${kind}`).slice(0, 2)).toEqual([
      '1 dynamic_config',
      '1 dynamic_config',
    ]);
  });

  test('stops polling at the first failure, which ends the run', async () => {
    const clock = fakeClock(1_000_000);
    const never = source(clock, () => new Promise<void>(() => {}));
    const poll = () => {
      if (clock.now() > 1_000_000) throw new TypeError('x is undefined');
      return undefined;
    };
    const ran = run({ policy: 'p', plan: latencyPlan(), source: never, steering: { poll } });
    const failed = expect(ran).rejects.toThrow('x is undefined');
    await clock.advance(0);
    await clock.advance(0.25);
    await failed;
  });

  test('ends at a signal while it waits', async () => {
    const clock = fakeClock(1_000_000);
    const ctrlC = new AbortController();
    const ran = run({ policy: 'p', plan: latencyPlan(), source: source(clock), signal: ctrlC.signal });
    await clock.advance(0);
    ctrlC.abort();
    const { result } = await ran;
    expect([result.ticks, result.outcome]).toEqual([1, 'interrupted']);
  });
});

describe('a gap in a live run', () => {
  /** A real live source whose one query reads 50; the ticks that ran, with their times, and the events. */
  async function lived(happen: (clock: FakeClock) => Promise<void>) {
    const clock = fakeClock(1_000_000);
    const plan = latencyPlan([
      [1, '0s'],
      [100, '99s'],
    ]);
    const api = fakeApi({ instant: () => ({ value: 50 }) });
    const { queries, interval } = plan;
    const source = openLive({ api, queries, interval, clock });
    const ticks: string[] = [];
    let document: DynamicDocument | undefined;
    const poll = () => {
      const given = document;
      document = undefined;
      return given;
    };
    const { accept } = rampOf(plan)!;
    const ctrlC = new AbortController();
    const ran = run({
      policy: 'p',
      plan,
      source,
      steering: { poll },
      signal: ctrlC.signal,
      listeners: [
        {
          onTick: (tick, frame, observer) =>
            ticks.push(`${tick} +${observer.timeOf(tick) - 1_000_000} ${accept(frame)} ${observer.decision}`),
        },
      ],
    });
    const pass = async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 0.25) await clock.advance(0.25);
    };
    await pass(3.25);
    document = { 'while it stood': true };
    await happen(clock);
    await pass(32);
    ctrlC.abort();
    const { result } = await ran;
    const events = result.events.map(({ tick, time, kind, reason }) => `${tick} ${time} ${kind} ${reason}`);
    return { ticks, events, result };
  }

  const HELD = 'nothing moves forward for another';

  test('late ticks are dropped, numbers go on, and a document that came meanwhile is of no tick before', async () => {
    const { ticks, events, result } = await lived((clock) => clock.advance(8.3));
    expect(ticks.slice(1, 7)).toEqual([
      '1 +1 1 forward',
      '2 +2 2 forward',
      '3 +3 3 forward',
      '4 +11 3 hold',
      '5 +12 3 hold',
      '6 +13 3 hold',
    ]);
    expect(ticks.slice(33, 36)).toEqual(['33 +40 3 hold', '34 +41 4 forward', '35 +42 5 forward']);
    expect(events.slice(2, 7)).toEqual([
      '4 1970-01-12T13:46:51.000Z dropped 7 ticks were dropped, late by 7.6 s; nothing moves forward for 30 s',
      '4 1970-01-12T13:46:51.000Z dynamic_config while it stood: true',
      `4 1970-01-12T13:46:51.000Z invalid LATENCY: 7 ticks were dropped, late by 7.6 s (${latencyPlan().queries[0]!.query_string})`,
      '4 1970-01-12T13:46:51.000Z paused FORWARD_0: LATENCY has no value',
      '5 1970-01-12T13:46:52.000Z valid LATENCY = 50',
    ]);
    expect(events[7]).toMatch(/^34 1970-01-12T13:47:21\.000Z resumed /);
    expect(result.counts).toMatchObject({ hold: 31, forward: result.ticks - 31 });
    expect(result.final).toMatchObject({ tick: result.ticks - 1, time: '1970-01-12T13:47:23.000Z' });
  });

  test('a wall clock that goes back moves the times of the ticks back, and no tick comes twice', async () => {
    const { ticks, events } = await lived(async (clock) => clock.set(-900));
    expect(ticks.slice(2, 6)).toEqual([
      '2 +2 2 forward',
      '3 +3 3 forward',
      '4 +-896 3 hold',
      '5 +-895 3 hold',
    ]);
    expect(ticks.slice(33, 35)).toEqual(['33 +-867 3 hold', '34 +-866 4 forward']);
    expect(events.slice(2, 5)).toEqual([
      '4 1970-01-12T13:31:44.000Z clock the wall clock went back by 15 min; nothing moves forward for 30 s',
      '4 1970-01-12T13:31:44.000Z dynamic_config while it stood: true',
      `4 1970-01-12T13:31:44.000Z paused ${HELD} 30 s, after a gap`,
    ]);
  });
});
