import { describe, expect, test } from 'vitest';
import type { Injection } from '../../../../src/judge/injection/injection.ts';
import {
  injectionOfSize,
  nextSizes,
  type SmallestSearch,
  smallestEffect,
  smallestSearches,
} from '../../../../src/judge/injection/smallest-effect.ts';

const injection = (more: Partial<Injection>): Injection => ({
  effect: 'A: x2 from 5%',
  signal: 'A',
  query: 0,
  operator: 'x',
  size: 2,
  from: 5,
  after: 0,
  share: { kind: 'arm' },
  window: 60,
  offset: 0,
  ...more,
});

/** Readings with a mean of 10 and a standard deviation of 2. */
const columns = [
  Float64Array.from([
    8,
    12,
    8,
    12,
    Number.NaN,
    10 - Math.sqrt(2),
    10 + Math.sqrt(2),
    Number.POSITIVE_INFINITY,
  ]),
];

const searchFor = (more: Partial<Injection>): SmallestSearch =>
  smallestSearches([injection(more)], { columns })[0]!;

/** Tries what is asked for until nothing is; a size is caught in this share. */
function found(search: SmallestSearch, caughtIn: (size: number) => number) {
  const tried = new Map<number, number>();
  const asked: number[] = [];
  for (let next = nextSizes(search, tried); next.length > 0; next = nextSizes(search, tried)) {
    asked.push(next.length);
    for (const size of next) tried.set(size, caughtIn(size));
  }
  return { ...smallestEffect(search, tried), asked };
}

describe('the effects that are tried', () => {
  test('are 16 factors from x1.02 to x4, geometric', () => {
    const { sizes } = searchFor({});
    expect([sizes.length, sizes[0], sizes[15]]).toEqual([16, 1.02, 4]);
    expect(sizes[1]! / sizes[0]!).toBeCloseTo((4 / 1.02) ** (1 / 15), 12);
  });

  test('are one over them for a factor below 1', () => {
    const { sizes } = searchFor({ size: 0.5 });
    expect([sizes.length, sizes[0], sizes[15]]).toEqual([16, 1 / 1.02, 0.25]);
  });

  test('are 1/8 to 8 standard deviations of the readings for an addition, even', () => {
    const { sizes } = searchFor({ operator: '+' });
    const deviation = Math.sqrt(20 / 5);
    sizes.forEach((size, i) => expect(size).toBeCloseTo(deviation * (0.125 + (7.875 * i) / 15), 12));
    expect(searchFor({ operator: '+', size: -1 }).sizes[15]).toBeCloseTo(-8 * deviation, 12);
  });

  test('are those of the first injection on each signal that is no fixed value', () => {
    const searches = smallestSearches(
      [
        injection({ operator: '=' }),
        injection({ operator: '+' }),
        injection({}),
        injection({ signal: 'B', query: 0 }),
        injection({ signal: 'C', query: 1, operator: '+' }),
      ],
      { columns: [...columns, new Float64Array(9)] },
    );
    expect(searches.map(({ like }) => like.signal + like.operator)).toEqual(['A+', 'Bx']);
  });

  test('are like that injection but for the size', () => {
    expect(injectionOfSize(searchFor({}), 1.5)).toEqual(injection({ size: 1.5, effect: 'A: x1.5' }));
  });
});

describe('the smallest effect that is caught', () => {
  test('is found to a 16th between two of the 16', () => {
    for (const truth of [1.03, 1.18, 2, 3.9]) {
      const { size, asked } = found(searchFor({}), (one) => (one >= truth ? 0.95 : 0.94));
      expect(asked).toEqual([16, 1, 1, 1, 1]);
      expect(size! / truth).toBeGreaterThanOrEqual(1);
      expect(size! / truth).toBeLessThan((4 / 1.02) ** (1 / 15 / 16));
    }
  });

  test('is the smallest of all where that is caught', () => {
    expect(found(searchFor({}), () => 1)).toEqual({ effect: 'x1.02', size: 1.02, asked: [16] });
  });

  test('is none where the largest is not caught', () => {
    expect(found(searchFor({}), (one) => (one < 4 ? 1 : 0.9))).toEqual({ asked: [16] });
  });

  test('is above every one that is not caught', () => {
    const { size } = found(searchFor({}), (one) => (one > 1.1 && (one < 1.9 || one > 2.4) ? 1 : 0));
    expect(size).toBeGreaterThanOrEqual(2.4);
  });

  test('has the sign of the injection, and three digits', () => {
    const { effect, size } = found(searchFor({ operator: '+', size: -1 }), (one) => (one <= -3 ? 1 : 0));
    expect(size).toBeLessThanOrEqual(-3);
    expect(effect).toBe(String(Number(size!.toPrecision(3))));
  });

  test('falls for a factor below 1', () => {
    const { effect, size } = found(searchFor({ size: 0.9 }), (one) => (one <= 0.5 ? 1 : 0));
    expect(size).toBeLessThanOrEqual(0.5);
    expect(effect).toMatch(/^x0\.4\d\d?$/);
  });
});
