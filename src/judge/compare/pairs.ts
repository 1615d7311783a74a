import type { StartOutcomes } from '../outcome.ts';

/** What two policies came to from the same start. */
export interface Pair {
  readonly a: StartOutcomes;
  readonly b: StartOutcomes;
}

/** The starts that both were rehearsed from, in order. */
export function pairsOf(a: readonly StartOutcomes[], b: readonly StartOutcomes[]): Pair[] {
  const others = new Map(b.map((one) => [one.healthy.start, one]));
  return a
    .flatMap((one) => {
      const other = others.get(one.healthy.start);
      return other ? [{ a: one, b: other }] : [];
    })
    .sort((p, q) => p.a.healthy.start - q.a.healthy.start);
}

/** A value of either policy on a pair; undefined where it has none, such as a rehearsal that an injection did not reach. */
export interface Values<T> {
  readonly start: number;
  /** The tick behind the later end of the two. */
  readonly end: number;
  readonly a: T;
  readonly b: T;
}

/** What is read of one policy from one start: its value, and how many ticks it took. */
export interface Read<T> {
  readonly value: T;
  readonly ticks: number;
}

/** The pairs of which both have a value. */
export function valuesOf<T>(
  pairs: readonly Pair[],
  read: (one: StartOutcomes) => Read<T> | undefined,
): Values<T>[] {
  return pairs.flatMap((pair) => {
    const [a, b] = [read(pair.a), read(pair.b)];
    if (!a || !b) return [];
    const { start } = pair.a.healthy;
    return [{ start, end: start + Math.max(a.ticks, b.ticks), a: a.value, b: b.value }];
  });
}
