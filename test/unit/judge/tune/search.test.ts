import { describe, expect, test } from 'vitest';
import type { Measured } from '../../../../src/judge/tune/score.ts';
import { type Found, MAX_SETTINGS, search } from '../../../../src/judge/tune/search.ts';
import type { Setting, Varied } from '../../../../src/judge/tune/varied.ts';
import { measured } from '../../../support/measured.ts';

const LIMITS = { maxFalseAlarms: 0.05, minCompleted: 0.9 };

/** Searches with a function in place of rehearsals. */
function found(varied: readonly Varied[], measure: (setting: Setting) => Partial<Measured>, limits = LIMITS) {
  const steps = search(varied, limits);
  let step = steps.next(measured({}));
  while (!step.done) step = steps.next(measured(measure(step.value)));
  return step.value!;
}

const numbers = (path: string, inUse: number, ...candidates: readonly number[]): Varied => ({
  path,
  inUse,
  candidates,
});

describe('of the settings within the limits', () => {
  const one = [numbers('t', 100, 80, 90, 110, 120)];

  test('the least exposed is chosen', () => {
    const { chosen, tried } = found(one, ([t]) => ({ exposure: Math.abs(Number(t) - 91) }));
    expect(chosen.setting).toEqual([90]);
    expect(tried.map(({ setting }) => setting)).toEqual([[100], [80], [90], [110], [120]]);
  });

  test('of equally exposed ones the fastest, of equally fast ones the one in use', () => {
    expect(found(one, ([t]) => ({ time: Number(t) })).chosen.setting).toEqual([80]);
    expect(found(one, () => ({})).chosen.setting).toEqual([100]);
  });

  test('what slips through has no end: the one that catches 95 in 100 is less exposed, else the one that catches more', () => {
    const slips = { exposure: Number.POSITIVE_INFINITY };
    const chosen = (measure: (t: number) => Partial<Measured>) =>
      found(one, ([t]) => measure(Number(t))).chosen.setting;
    expect(chosen((t) => (t === 90 ? { exposure: 70 } : { ...slips, exposureToEnd: 30 }))).toEqual([90]);
    expect(chosen((t) => ({ ...slips, caught: t === 110 ? 0.4 : 0.3, exposureToEnd: t }))).toEqual([110]);
    expect(chosen((t) => ({ ...slips, caught: 0.3, exposureToEnd: t }))).toEqual([80]);
  });

  test('what has its bad end over the limit is not chosen, however little is exposed', () => {
    const { chosen } = found(one, ([t]) => ({
      exposure: Number(t),
      worstFalseAlarms: Number(t) < 100 ? 0.0501 : 0.05,
    }));
    expect(chosen.setting).toEqual([100]);
  });

  test('what completes less often than the one in use less 0.02 is not chosen, nor what completes less often than is asked', () => {
    const rarer = (share: number) => (t: unknown) => (t === 100 ? 0.99 : share);
    const chosenWith = (share: number, limits = LIMITS) =>
      found(one, ([t]) => ({ exposure: Number(t), completed: rarer(share)(t) }), limits).chosen.setting;
    expect(chosenWith(0.97)).toEqual([80]);
    expect(chosenWith(0.96)).toEqual([100]);
    expect(chosenWith(0.97, { ...LIMITS, minCompleted: 0.98 })).toEqual([100]);
  });
});

test('where nothing is within the limits the nearest is chosen', () => {
  const { chosen } = found([numbers('t', 100, 110, 120)], ([t]) => ({
    worstFalseAlarms: t === 110 ? 0.1 : 0.2,
    exposure: t === 110 ? 50 : 1,
  }));
  expect(chosen.setting).toEqual([110]);
});

describe('several values', () => {
  const two = [numbers('a', 1, 0, 2, 3), numbers('b', 1, 0, 2, 3)];

  test('are changed one after the other until none changes', () => {
    const { chosen, tried } = found(two, ([a, b]) => ({
      exposure: 4 * (Number(a) - 3) ** 2 + (Number(a) - Number(b)) ** 2,
    }));
    expect(chosen.setting).toEqual([3, 3]);
    expect(new Set(tried.map(({ setting }) => String(setting))).size).toBe(tried.length);
  });

  test('no more than the most settings are tried', () => {
    const many = Array.from({ length: 10 }, (_, i) =>
      numbers(`v${i}`, 0, ...Array.from({ length: 24 }, (_, j) => j + 1)),
    );
    const { tried } = found(many, (setting) => ({
      exposure: -setting.reduce<number>((sum, one) => sum + Number(one), 0),
    }));
    expect(tried).toHaveLength(MAX_SETTINGS);
  });

  test('thresholds of one reading stay in order: forward, backward, reset', () => {
    const rank = (place: number, worse: 1 | -1 = 1) => ({ group: 'LATENCY', place, worse });
    const high = [
      { ...numbers('forward', 80, 70, 90, 100), rank: rank(0) },
      { ...numbers('reset', 90, 70, 80, 100), rank: rank(2) },
    ];
    const tried = (varied: readonly Varied[]) =>
      found(varied, () => ({})).tried.map(({ setting }) => setting);
    expect(tried(high)).toEqual([
      [80, 90],
      [70, 90],
      [90, 90],
      [80, 80],
      [80, 100],
    ]);
    const low = [
      { ...numbers('forward', 0.99, 0.97), rank: rank(0, -1) },
      { ...numbers('reset', 0.98, 1), rank: rank(2, -1) },
    ];
    expect(tried(low)).toEqual([[0.99, 0.98]]);
  });

  test('those that are not in order in use are free', () => {
    const crossed = [
      { ...numbers('forward', 90, 95), rank: { group: 'x', place: 0, worse: 1 as const } },
      { ...numbers('reset', 80, 85), rank: { group: 'x', place: 2, worse: 1 as const } },
    ];
    expect(found(crossed, () => ({})).tried).toHaveLength(3);
  });
});

test('without a value to vary the one in use is chosen', () => {
  expect(found([], () => ({})).chosen.setting).toEqual([]);
});

describe('without an answer', () => {
  const varied = [numbers('t', 100, 80, 90, 110)];

  test('the search ends with the best so far', () => {
    const steps = search(varied, LIMITS);
    steps.next();
    steps.next(measured({ exposure: 5 }));
    steps.next(measured({ exposure: 3 }));
    const { done, value } = steps.next(undefined);
    expect(done).toBe(true);
    const { chosen, tried } = value as Found;
    expect(chosen.setting).toEqual([80]);
    expect(tried.map(({ setting }) => setting)).toEqual([[100], [80]]);
  });

  test('to the first there is nothing', () => {
    const steps = search(varied, LIMITS);
    steps.next();
    expect(steps.next(undefined)).toEqual({ done: true, value: undefined });
  });
});
