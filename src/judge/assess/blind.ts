import type { Seconds, Ticks } from '../../text/duration.ts';
import type { History } from '../history.ts';
import { rounded } from '../statistics/rounded.ts';

/** How much of a history has no readings: ticks on which any of the queries that move the ramp has none, and query by query. */
export interface Blind {
  readonly share: number;
  /** Those that lack any reading. */
  readonly queries: Readonly<Record<string, BlindQuery>>;
}

export interface BlindQuery {
  readonly share: number;
  /** The longest run of ticks without a reading. */
  readonly longest_seconds: Seconds;
}

/** A query of the history: its signal and the position of its column. */
export interface Moving {
  readonly signal: string;
  readonly query: number;
}

export function blindOf(moving: readonly Moving[], { columns, ticks, interval }: History): Blind {
  const isBlind = new Uint8Array(ticks);
  const queries: Record<string, BlindQuery> = {};
  for (const { signal, query } of moving) {
    const { count, longest } = mark(columns[query]!, isBlind);
    if (count > 0)
      queries[signal] = { share: rounded(count / ticks), longest_seconds: rounded(longest * interval) };
  }
  let blind = 0;
  for (let tick = 0; tick < ticks; tick++) blind += isBlind[tick]!;
  return { share: ticks === 0 ? 0 : rounded(blind / ticks), queries };
}

/** Marks the ticks without a reading; says how many there are, and how many in a row at most. */
function mark(column: Float64Array, isBlind: Uint8Array): { readonly count: Ticks; readonly longest: Ticks } {
  let count = 0;
  let longest = 0;
  let run = 0;
  for (let tick = 0; tick < isBlind.length; tick++) {
    run = Number.isNaN(column[tick]!) ? run + 1 : 0;
    if (run === 0) continue;
    isBlind[tick] = 1;
    count += 1;
    longest = Math.max(longest, run);
  }
  return { count, longest };
}
