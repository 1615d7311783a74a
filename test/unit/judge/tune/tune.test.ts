import { describe, expect, test } from 'vitest';
import {
  type InjectedOutcome,
  NEVER,
  type Outcome,
  type StartOutcomes,
} from '../../../../src/judge/outcome.ts';
import { type TuneTask, tune, type Wanted } from '../../../../src/judge/tune/tune.ts';

const STARTS = { count: 1000, every: 10, horizon: 10 };
const TICKS = 10_000;

interface World {
  /** The worst reading of each rehearsal, by the number of its start. */
  readonly worst: (number: number) => number;
  /** The exposure until the effect is detected, by the threshold. */
  readonly exposure: (threshold: number, number: number) => number;
}

/** One reset threshold, in use 100. A rehearsal whose worst reading is above it is reset. */
function rehearsal(world: World, threshold: number, number: number): StartOutcomes {
  const start = number * STARTS.every;
  const isReset = world.worst(number) > threshold;
  const healthy: Outcome = {
    start,
    ticks: 10,
    completed: 9,
    reset: isReset ? 5 : NEVER,
    backward: NEVER,
    isAtFirstStep: false,
    resetBy: isReset ? [0] : [],
    backwardBy: [],
    incident: NEVER,
  };
  const injected: InjectedOutcome = {
    start,
    ticks: 8,
    completed: NEVER,
    reset: 7,
    exposed: 1,
    effective: 1,
    final: 5,
    highest: 5,
    percentHours: world.exposure(threshold, number),
    incident: NEVER,
  };
  return { healthy, incidents: [], injected: [injected] };
}

function tuned(world: World, given: Partial<TuneTask> = {}) {
  const { wanted, outcome } = tunedUpTo(Number.POSITIVE_INFINITY, world, given);
  return { ...outcome!, wanted };
}

/** Interrupted after so many answers. */
function tunedUpTo(answers: number, world: World, given: Partial<TuneTask> = {}) {
  const wanted: Wanted[] = [];
  const task: TuneTask = {
    starts: STARTS,
    ticks: TICKS,
    terms: { horizon: STARTS.horizon, window: 0, isMemoryLong: false, interval: 60 },
    limits: { maxFalseAlarms: 0.05, minCompleted: 0.9 },
    variedUpTo: () => [{ path: 'reset', inUse: 100, candidates: [80, 90, 110] }],
    ...given,
  };
  const steps = tune(task);
  let step = steps.next();
  while (!step.done) {
    const { setting, starts } = step.value;
    wanted.push(step.value);
    const numbers = Array.from({ length: starts.to - starts.from }, (_, i) => starts.from + i);
    const rehearsals = () => numbers.map((number) => rehearsal(world, Number(setting[0]), number));
    step = steps.next(wanted.length <= answers ? rehearsals() : undefined);
  }
  return { outcome: step.value, wanted };
}

const calm = () => 70;

describe('the setting that is chosen', () => {
  test('is the least exposed within the limit, and judged on history that it was not tuned on', () => {
    const world = { worst: (n: number) => (n % 100 === 7 ? 85 : 70), exposure: (t: number) => t / 10 };
    const { found, chosen, judged, luck } = tuned(world);
    expect(found.chosen.setting).toEqual([80]); // 1 in 100 is reset
    expect(found.chosen.measured.falseAlarms.count).toBe(10);
    expect(chosen.filter(({ healthy }) => healthy.reset !== NEVER)).toHaveLength(10);
    // Behind each fifth, one horizon on: the starts 201 to 399, 401 to 599 ...
    expect(judged!.chosen.map(({ healthy }) => healthy.start / 10)).toEqual(
      [200, 400, 600, 800].flatMap((from) => Array.from({ length: 199 }, (_, i) => from + 1 + i)),
    );
    expect(judged!.chosen.every(({ injected }) => injected[0]!.percentHours === 8)).toBe(true);
    expect(judged!.inUse.every(({ injected }) => injected[0]!.percentHours === 10)).toBe(true);
    expect(luck).toBe(false);
  });

  test('each fold takes its candidates from the history before it', () => {
    const asked: number[] = [];
    const variedUpTo = (ticks: number) => {
      asked.push(ticks);
      return [{ path: 'reset', inUse: 100, candidates: [90] }];
    };
    const { wanted } = tuned({ worst: calm, exposure: (t) => t }, { variedUpTo });
    expect(asked).toEqual([10_000, 2000, 4000, 6000, 8000]);
    expect(wanted.map(({ fold, setting: [t], starts: { from, to } }) => [fold, t, from, to])).toEqual([
      [0, 100, 0, 1000],
      [0, 90, 0, 1000],
      ...[1, 2, 3, 4].flatMap((fold) => [
        [fold, 100, 0, 200 * fold],
        [fold, 90, 0, 200 * fold],
        [fold, 90, 200 * fold + 1, 200 * fold + 200],
      ]),
    ]);
  });

  test('is the one in use where no other is better: no gain, no luck', () => {
    const { found, inUse, chosen, luck } = tuned({ worst: calm, exposure: () => 1 });
    expect(found.chosen).toBe(found.inUse);
    expect(chosen).toBe(inUse);
    expect(luck).toBe(null);
  });

  test('is the nearest where nothing is within the limit', () => {
    const { found } = tuned({ worst: (n) => (n % 5 === 0 ? 105 + (n % 2) * 10 : 70), exposure: (t) => t });
    expect(found.chosen.setting).toEqual([110]);
    expect(found.chosen.measured.worstFalseAlarms).toBeGreaterThan(0.05);
  });
});

describe('a gain', () => {
  const vary = { variedUpTo: () => [{ path: 'reset', inUse: 100, candidates: [90] }] };

  test('is luck where the most exposed rehearsals lose as much as the others win', () => {
    const exposures = { 90: [10, 6], 100: [20, 5] } as const;
    const exposure = (t: number, n: number) => exposures[t as 90 | 100][n % 10 === 0 ? 0 : 1];
    const world = { worst: calm, exposure };
    const { found, luck } = tuned(world, vary);
    expect([found.inUse, found.chosen].map(({ measured }) => measured.exposure)).toEqual([20, 10]);
    expect(luck).toBe(true);
    expect(tuned({ worst: calm, exposure: (t) => t }, vary).luck).toBe(false);
  });

  test('is not judged under 40 independent starts', () => {
    const starts = { count: 39, every: 10, horizon: 10 };
    const short = tuned({ worst: calm, exposure: (t) => t }, { starts, ticks: 390 });
    expect(short.judged).toBe(undefined);
    expect(short.luck).toBe(null);
    const enough = tuned(
      { worst: calm, exposure: (t) => t },
      { starts: { ...starts, count: 40 }, ticks: 400 },
    );
    expect(enough.judged).toBeDefined();
  });
});

describe('interrupted', () => {
  const world = { worst: calm, exposure: (t: number) => t };
  const vary = { variedUpTo: () => [{ path: 'reset', inUse: 100, candidates: [90, 80] }] };

  test('before the setting in use is known, there is nothing', () => {
    expect(tunedUpTo(0, world, vary).outcome).toBe(undefined);
  });

  test('while settings are tried, the best so far is chosen, and nothing is judged', () => {
    const { found, chosen, ...rest } = tunedUpTo(2, world, vary).outcome!;
    expect(found.chosen.setting).toEqual([90]);
    expect(chosen[0]!.injected[0]!.percentHours).toBe(90);
    expect(rest).toMatchObject({ folds: [], judged: undefined, luck: null, isPartial: true });
  });

  test('while it is judged, the folds that are done are told', () => {
    const { wanted, outcome } = tunedUpTo(3 + 4 + 2, world, vary);
    expect(wanted.at(-1)!.fold).toBe(2);
    const { found, folds, judged, luck, isPartial } = outcome!;
    expect(found.chosen.setting).toEqual([80]);
    expect(folds.map(({ setting, ticks, judged }) => [setting, ticks, judged])).toEqual([
      [[80], 2000, { from: 201, to: 400 }],
    ]);
    expect(judged!.chosen).toHaveLength(199);
    expect([luck, isPartial]).toEqual([null, true]);
  });

  test('after all, it is not partial', () => {
    expect(tuned(world, vary).isPartial).toBe(false);
  });
});
