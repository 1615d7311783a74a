import { describe, expect, test } from 'vitest';
import { NEVER, type StartOutcomes } from '../../../../src/judge/outcome.ts';
import { gainOf, isLuck } from '../../../../src/judge/tune/luck.ts';
import type { Measured } from '../../../../src/judge/tune/score.ts';
import { measured } from '../../../support/measured.ts';

const limits = { maxFalseAlarms: 0.05, minCompleted: 0.9 };
const starts = { count: 400, every: 1, horizon: 4 };

const outcomes = (
  percentHours: (number: number) => number,
  isReset: (number: number) => boolean = () => false,
) =>
  Array.from({ length: starts.count }, (_, number): StartOutcomes => {
    const reset = isReset(number) ? 2 : NEVER;
    return {
      healthy: { start: number, ticks: 4, completed: 3, reset } as StartOutcomes['healthy'],
      incidents: [],
      injected: [{ percentHours: percentHours(number) } as StartOutcomes['injected'][number]],
    };
  });

describe('a gain is luck', () => {
  const options = { starts, limits, falseAlarms: [0, 0.04] as const };
  const inUse = outcomes(() => 10);

  test('where its interval does not leave 0, or is a loss', () => {
    const noisy = outcomes((n) => 10 + (Math.floor(n / 8) % 2 ? 1 : -1.2));
    expect(isLuck('exposure', { chosen: noisy, inUse }, options)).toBe(true);
    expect(isLuck('exposure', { chosen: outcomes(() => 11), inUse }, options)).toBe(true);
    expect(isLuck('exposure', { chosen: inUse, inUse }, options)).toBe(true);
    expect(isLuck('exposure', { chosen: outcomes(() => 9), inUse }, options)).toBe(false);
  });

  test('where the good end of the false alarms is over the limit', () => {
    const pairs = { chosen: outcomes(() => 9), inUse };
    expect(isLuck('exposure', pairs, { ...options, falseAlarms: [0.051, 0.2] })).toBe(true);
    expect(isLuck('exposure', pairs, { ...options, falseAlarms: [0.05, 0.2] })).toBe(false);
  });

  test('by false alarms, where these are what is gained', () => {
    const alarmed = outcomes(
      () => 10,
      (n) => n % 10 === 0,
    );
    const pairs = { chosen: outcomes(() => 20), inUse: alarmed };
    expect(isLuck('false alarms', pairs, options)).toBe(false);
    expect(isLuck('false alarms', { chosen: alarmed, inUse }, options)).toBe(true);
  });

  test('and cannot be said of a history too short', () => {
    const short = { chosen: outcomes(() => 9).slice(0, 24), inUse: inUse.slice(0, 24) };
    expect(isLuck('exposure', short, options)).toBe(null);
    expect(isLuck('exposure', { chosen: inUse, inUse }, { ...options, falseAlarms: null })).toBe(null);
  });
});

describe('what is gained', () => {
  const found = (inUse: Partial<Measured>, chosen: Partial<Measured>) => ({
    inUse: { setting: [1], measured: measured(inUse) },
    chosen: { setting: [2], measured: measured(chosen) },
    tried: [],
    limits,
  });

  test.each([
    ['false alarms', { worstFalseAlarms: 0.06 }, { exposure: 20 }],
    ['completed', { completed: 0.8 }, { exposure: 20 }],
    ['caught', { exposure: Number.POSITIVE_INFINITY, caught: 0.5 }, { exposure: 20, caught: 0.96 }],
    ['exposure', {}, { exposure: 9, time: 70 }],
    ['time', {}, { time: 50 }],
  ] as const)('%s', (gain, inUse, chosen) => {
    expect(gainOf(found(inUse, chosen))).toBe(gain);
  });

  test('nothing by the setting in use', () => {
    const { inUse } = found({}, {});
    expect(gainOf({ inUse, chosen: inUse, tried: [inUse], limits })).toBe(undefined);
  });
});
