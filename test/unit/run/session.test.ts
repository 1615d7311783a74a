import { describe, expect, test } from 'vitest';
import type { DynamicDocument } from '../../../src/run/dynamic-config.ts';
import { run } from '../../../src/run/run.ts';
import type { LiveSource } from '../../../src/source/source.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { latencyPlan } from '../../support/plans.ts';

/** A live source of one query that reads 50; `fill` waits where the test says so. */
const source = (clock: FakeClock, fill: () => Promise<void> | void = () => {}): LiveSource => ({
  pace: 'live',
  clock,
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
