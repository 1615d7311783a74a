import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { LiveQuery } from '../../src/source/live/live-query.ts';
import { Pacer } from '../../src/source/live/pacer.ts';
import { record } from '../../src/source/record.ts';
import { openRecorded } from '../../src/source/replay.ts';
import type { Source } from '../../src/source/source.ts';
import { wrapSource } from '../../src/source/wrap.ts';
import { broken } from '../support/live-invariants.ts';
import { type Between, live, plan, replay, TICKS, worlds } from '../support/live-world.ts';

/** Faults put into the live loop, to see that they are found. */
const mutant = vi.hoisted(() => ({ name: '' }));

vi.mock('../../src/rollout/forward-hold.ts', async (original) => {
  const real = await original<typeof import('../../src/rollout/forward-hold.ts')>();
  return {
    ...real,
    holdForward: (frame: Float64Array, ticks: number) => {
      if (mutant.name === 'no hold after a gap') return;
      real.holdForward(frame, mutant.name === 'half the hold after a gap' ? ticks / 2 : ticks);
    },
  };
});

vi.mock('../../src/source/live/at-most.ts', async (original) => {
  const { atMost } = await original<typeof import('../../src/source/live/at-most.ts')>();
  return {
    atMost: (...[answers, seconds, options]: Parameters<typeof atMost>) =>
      atMost(answers, mutant.name === 'a server is waited for' ? 1e9 : seconds, options),
  };
});

vi.mock('../../src/prometheus/api/answer.ts', async (original) => {
  const real = await original<typeof import('../../src/prometheus/api/answer.ts')>();
  const timeOf = (data: { result: { value: [number] }[] }) => data.result[0]?.value[0] ?? 0;
  return {
    ...real,
    readAnswer: (data: Parameters<typeof timeOf>[0], asked: number) => {
      const isMutant = mutant.name === 'answers of any time';
      return real.readAnswer(data, isMutant ? timeOf(data) : asked);
    },
  };
});

const seed = Number(process.env.ROLLOUT_TEST_SEED ?? 20_261_121);
const runs = Number(process.env.ROLLOUT_LIVE_RUNS ?? 40);
/** The worlds in which a mutant must be found. */
const MUTANT_RUNS = 60;

const keepsPromises = (between: Between = {}) =>
  fc.asyncProperty(worlds, async (world) => {
    expect(broken(world, await live(world, between))).toEqual([]);
  });

afterEach(() => {
  mutant.name = '';
  vi.restoreAllMocks();
});

test('a live run keeps its promises in any world', async () => {
  await fc.assert(keepsPromises(), { seed, numRuns: runs });
});

test('a recording of it replays the same ticks, times and events', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-live-'));
  const file = join(directory, 'live.rec');
  const { queries, interval } = plan;
  const recorded = (source: Source) => record(source, { file, queries, interval, overwrite: true });
  const repeats = fc.asyncProperty(worlds, async (world) => {
    const { ticks, events } = await live({ ...world, documents: [] }, { wrap: recorded });
    const again = await replay(await openRecorded({ file, queries, interval }));
    expect(again.ticks).toEqual(ticks.map((tick) => ({ ...tick, at: Number.NaN })));
    expect(again.events).toEqual(events);
  });
  await fc.assert(repeats, { seed, numRuns: Math.ceil(runs / 4) });
  rmSync(directory, { recursive: true });
});

test('a run that is cut and goes on from its state keeps them too', async () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: TICKS - 1 }), { minLength: 1, maxLength: 4 });
  // The wall clock alone says how long a run was away.
  const worldsWithOneClock = worlds.map((world) => ({ ...world, jumps: [] }));
  const keeps = fc.asyncProperty(worldsWithOneClock, cuts, async (world, at) => {
    expect(broken(world, await live(world, { cuts: at.sort((a, b) => a - b) }))).toEqual([]);
  });
  await fc.assert(keeps, { seed, numRuns: Math.ceil(runs / 2) });
});

interface Mutant {
  readonly name: string;
  readonly between?: Between;
  readonly mutate?: () => void;
}

const MUTANTS: readonly Mutant[] = [
  {
    name: 'late ticks are made up for',
    mutate: () =>
      vi.spyOn(Pacer.prototype, 'left').mockImplementation(function (this: Pacer) {
        return this.untilDue();
      }),
  },
  { name: 'a gap is not told', between: { wrap: (source) => wrapSource(source, { faults: () => [] }) } },
  {
    name: 'the wall clock paces',
    between: { clockOf: ({ now, sleep }) => ({ now, sleep, monotonic: now }) },
  },
  { name: 'no hold after a gap' },
  { name: 'half the hold after a gap' },
  { name: 'answers of any time' },
  { name: 'a server is waited for' },
  {
    name: 'the last answer is held for ever',
    mutate: () => vi.spyOn(LiveQuery.prototype, 'isHeld').mockReturnValue(true),
  },
  {
    name: 'the last answer is held for an interval more',
    mutate: () => {
      const { isHeld } = LiveQuery.prototype;
      vi.spyOn(LiveQuery.prototype, 'isHeld').mockImplementation(function (this: LiveQuery, position) {
        return isHeld.call(this, position - 2);
      });
    },
  },
];

test.each(MUTANTS)('the check finds a live loop where $name', async ({ name, between, mutate }) => {
  mutant.name = name;
  mutate?.();
  const { failed } = await fc.check(keepsPromises(between), {
    seed,
    numRuns: MUTANT_RUNS,
    endOnFailure: true,
  });
  expect(failed).toBe(true);
});
