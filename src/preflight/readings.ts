import type { Reading } from '../circuit/reading.ts';
import type { MissingReason } from '../prometheus/missing-reason.ts';
import type { Chunk } from '../source/history/chunk.ts';
import type { Span } from '../source/history/span.ts';
import { type Stretch, stretchOf } from './stretch.ts';

/** What a query gave at the points of a span, counted. */
export interface Readings {
  readonly span: Span;
  readonly chunk: Chunk;
  /** The values that are numbers, infinities included, ascending. */
  readonly ascending: Float64Array;
  readonly invalid: Stretch;
  readonly nan: number;
  readonly infinite: number;
  readonly several: Stretch;
}

/** Counts the points of a chunk that holds a span. */
export function countReadings(span: Span, chunk: Chunk): Readings {
  const { count } = span;
  const { values } = chunk;
  const isMissing = (kind: MissingReason['kind']) => (point: number) => chunk.missingAt(point)?.kind === kind;
  const isInfinite = (point: number) => Math.abs(values[point]!) === Number.POSITIVE_INFINITY;
  return {
    span,
    chunk,
    ascending: values.filter((value) => !Number.isNaN(value)).sort(),
    invalid: stretchOf(count, (point) => Number.isNaN(values[point])),
    nan: stretchOf(count, isMissing('nan')).points,
    infinite: stretchOf(count, isInfinite).points,
    several: stretchOf(count, isMissing('many_series')),
  };
}

/** The share of points with a value; 0 without points. */
export const coverageOf = ({ span, ascending }: Readings): number =>
  ascending.length / Math.max(1, span.count);

/** The smallest value that at least this share of the values does not exceed; NaN without values. */
export const quantile = (ascending: Float64Array, share: number): Reading =>
  ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN;
