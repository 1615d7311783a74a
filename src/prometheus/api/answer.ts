import type { Reading } from '../../circuit/reading.ts';
import { parseNumber } from '../../text/number.ts';
import type { Moment } from '../../text/time.ts';
import { type Metric, type MissingReason, manySeries } from '../missing-reason.ts';
import { isRecord } from './envelope.ts';

/** The answer to an instant query: one value, or NaN and why. */
export interface Answer {
  readonly value: Reading;
  readonly missing?: MissingReason;
}

const withoutValue = (missing: MissingReason): Answer => ({ value: Number.NaN, missing });

/**
 * Reads the `data` of an instant query for the value at `asked`; undefined when it does not have the shape of the API.
 * A server gives its answer the time it was asked for, to the millisecond: a value of any other time is no reading.
 */
export function readAnswer(data: unknown, asked: Moment): Answer | undefined {
  if (!isRecord(data) || !Array.isArray(data.result)) return undefined;
  switch (data.resultType) {
    case 'vector':
      return readVector(data.result, asked);
    case 'scalar':
      return readSample(data.result, asked);
    case 'string':
      return withoutValue({ kind: 'string' });
    case 'matrix':
      return withoutValue({ kind: 'range_vector' });
    default:
      return undefined;
  }
}

function readVector(result: readonly unknown[], asked: Moment): Answer | undefined {
  if (!result.every(isRecord)) return undefined;
  const [series] = result;
  if (!series) return withoutValue({ kind: 'no_series' });
  if (result.length > 1) return withoutValue(manySeries(result.map(metricOf)));
  if (series.histogram !== undefined) return withoutValue({ kind: 'histogram' });
  return readSample(series.value, asked);
}

function readSample(sample: unknown, asked: Moment): Answer | undefined {
  const [time, text] = Array.isArray(sample) ? sample : [];
  const value = typeof text === 'string' ? parseNumber(text) : undefined;
  if (value === undefined) return undefined;
  const got = typeof time === 'number' ? time : Number.NaN;
  if (Math.round(got * 1000) !== Math.round(asked * 1000))
    return withoutValue({ kind: 'other_time', asked, got });
  return Number.isNaN(value) ? withoutValue({ kind: 'nan' }) : { value };
}

/** The labels of a series of an answer. */
export const metricOf = (series: Readonly<Record<string, unknown>>): Metric =>
  (isRecord(series.metric) ? series.metric : {}) as Metric;
