import type { Span } from '../source/history/span.ts';
import type { SourceQuery } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

const DAY: Seconds = 86_400;
/** So many evaluations of a query are all looked at. */
const MAX_WHOLE = 5000;
/** Of more, so many at most: before a rehearsal of 90 days that must cost less than a tenth of downloading it. */
const MAX_POINTS: Readonly<Record<Period['anchor'], number>> = { first: 2500, last: 5000 };

/** The ticks of a run: tick k is at `start + k * interval`, in whole milliseconds. */
export interface Period {
  readonly start: number;
  readonly interval: number;
  readonly ticks: number;
  /** Which tick every query is evaluated at: the first, as in a run, or the last, which is "now". */
  readonly anchor: 'first' | 'last';
  /** Whether no sample can come any more for its last tick. */
  readonly isSettled: boolean;
}

/** Samples this new may come in between two questions. */
export const UNSETTLED: Seconds = 120;

const millisOf = (seconds: Seconds): number => Math.max(1, Math.round(seconds * 1000));

const floorTo = (moment: Moment, interval: number): number =>
  Math.floor(Math.round(moment * 1000) / interval) * interval;

/** The ticks of the day before a moment, up to the last one that is not after it. */
export function dayBefore(at: Moment, interval: Seconds): Period {
  const millis = millisOf(interval);
  const ticks = Math.floor(millisOf(DAY) / millis) + 1;
  const start = floorTo(at, millis) - (ticks - 1) * millis;
  return { start, interval: millis, ticks, anchor: 'last', isSettled: false };
}

/** The ticks of a rehearsal from `from` to before `to`, as far as they are not in the future. */
export function rehearsed(
  { from, to }: { readonly from: Moment; readonly to: Moment },
  interval: Seconds,
  now: Moment,
): Period {
  const millis = millisOf(interval);
  const start = floorTo(from, millis);
  const all = Math.ceil((Math.round(to * 1000) - start) / millis);
  const past = Math.floor((Math.round(now * 1000) - start) / millis) + 1;
  const ticks = Math.max(1, Math.min(all, past));
  const isSettled = start + (ticks - 1) * millis <= (now - UNSETTLED) * 1000;
  return { start, interval: millis, ticks, anchor: 'first', isSettled };
}

/** The moments a query is looked at, and how many evaluations there are between the first and the last. */
export interface Look {
  readonly span: Span;
  readonly evaluations: number;
}

/**
 * All evaluations of a query in a period; where they are many, every n-th of them, the last included: the grid
 * stays that of the run.
 */
export function lookAt({ start, interval, ticks, anchor }: Period, query: SourceQuery): Look {
  const { every } = query;
  const evaluations = Math.ceil(ticks / every);
  const first = anchor === 'last' ? (ticks - 1) % every : 0;
  const stride = evaluations <= MAX_WHOLE ? 1 : Math.ceil(evaluations / MAX_POINTS[anchor]);
  const skipped = (evaluations - 1) % stride;
  const span = {
    query,
    start: start + (first + skipped * every) * interval,
    step: stride * every * interval,
    count: Math.ceil(evaluations / stride),
  };
  return { span, evaluations };
}

/** The moment of a point of a span. */
export const momentOf = ({ start, step }: Span, point: number): Moment => (start + point * step) / 1000;
