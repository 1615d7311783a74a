import type { Reading } from '../../circuit/reading.ts';
import { parseNumber } from '../../text/number.ts';
import { type MissingReason, manySeries } from '../missing-reason.ts';
import { isRecord } from './envelope.ts';

/** The answer to an instant query: one value, or NaN and why. */
export interface Answer {
  readonly value: Reading;
  readonly missing?: MissingReason;
}

const none = (missing: MissingReason): Answer => ({ value: Number.NaN, missing });

/** Takes the `data` of an instant query; undefined when it does not have the shape the API promises. */
export function readAnswer(data: unknown): Answer | undefined {
  if (!isRecord(data)) return undefined;
  const { resultType, result } = data;
  if (!Array.isArray(result)) return undefined;
  if (resultType === 'scalar') return readSample(result);
  if (resultType === 'string') return none({ kind: 'string' });
  if (resultType === 'matrix') return none({ kind: 'range_vector' });
  return resultType === 'vector' ? readVector(result) : undefined;
}

function readVector(result: readonly unknown[]): Answer | undefined {
  if (!result.every(isRecord)) return undefined;
  if (result.length === 0) return none({ kind: 'no_series' });
  if (result.length > 1) return none(manySeries(result.map((series) => metricOf(series))));
  const [series] = result as [Record<string, unknown>];
  if (series.histogram !== undefined) return none({ kind: 'histogram' });
  return readSample(series.value);
}

function readSample(sample: unknown): Answer | undefined {
  const text = Array.isArray(sample) ? sample[1] : undefined;
  const value = typeof text === 'string' ? parseNumber(text) : undefined;
  if (value === undefined) return undefined;
  return Number.isNaN(value) ? none({ kind: 'nan' }) : { value };
}

/** The labels of a series of an answer. */
export const metricOf = (series: Record<string, unknown>): Record<string, string> =>
  (isRecord(series.metric) ? series.metric : {}) as Record<string, string>;
