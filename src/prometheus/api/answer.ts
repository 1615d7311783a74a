import type { Reading } from '../../circuit/reading.ts';
import { parseNumber } from '../../text/number.ts';
import { type Metric, type MissingReason, manySeries } from '../missing-reason.ts';
import { isRecord } from './envelope.ts';

/** The answer to an instant query: one value, or NaN and why. */
export interface Answer {
  readonly value: Reading;
  readonly missing?: MissingReason;
}

const withoutValue = (missing: MissingReason): Answer => ({ value: Number.NaN, missing });

/** Reads the `data` of an instant query; undefined when it does not have the shape of the API. */
export function readAnswer(data: unknown): Answer | undefined {
  if (!isRecord(data) || !Array.isArray(data.result)) return undefined;
  switch (data.resultType) {
    case 'vector':
      return readVector(data.result);
    case 'scalar':
      return readSample(data.result);
    case 'string':
      return withoutValue({ kind: 'string' });
    case 'matrix':
      return withoutValue({ kind: 'range_vector' });
    default:
      return undefined;
  }
}

function readVector(result: readonly unknown[]): Answer | undefined {
  if (!result.every(isRecord)) return undefined;
  const [series] = result;
  if (!series) return withoutValue({ kind: 'no_series' });
  if (result.length > 1) return withoutValue(manySeries(result.map(metricOf)));
  if (series.histogram !== undefined) return withoutValue({ kind: 'histogram' });
  return readSample(series.value);
}

function readSample(sample: unknown): Answer | undefined {
  const text = Array.isArray(sample) ? sample[1] : undefined;
  const value = typeof text === 'string' ? parseNumber(text) : undefined;
  if (value === undefined) return undefined;
  return Number.isNaN(value) ? withoutValue({ kind: 'nan' }) : { value };
}

/** The labels of a series of an answer. */
export const metricOf = (series: Readonly<Record<string, unknown>>): Metric =>
  (isRecord(series.metric) ? series.metric : {}) as Metric;
