import { parseNumber } from '../../text/number.ts';
import type { Metric } from '../missing-reason.ts';
import { metricOf } from './answer.ts';
import { isRecord } from './envelope.ts';
import type { Samples } from './samples.ts';

/** One series of a range answer; `histograms` are the times, in milliseconds, at which it holds no number. */
export interface Series extends Samples {
  readonly metric: Metric;
  readonly histograms: readonly number[];
}

/**
 * Reads the `data` of a range query; `extracted` are the lists that `extractSamples` took out. Undefined for
 * another shape.
 */
export function readMatrix(data: unknown, extracted: readonly Samples[]): Series[] | undefined {
  if (!isRecord(data) || data.resultType !== 'matrix' || !Array.isArray(data.result)) return undefined;
  const series: Series[] = [];
  for (const entry of data.result) {
    if (!isRecord(entry)) return undefined;
    const samples = samplesOf(entry.values, extracted);
    if (!samples) return undefined;
    const { times, values } = samples;
    series.push({ metric: metricOf(entry), times, values, histograms: histogramTimes(entry.histograms) });
  }
  return series;
}

/**
 * A time that is in the list more than once; servers write ascending times, other orders are checked the slow
 * way.
 */
export function repeatedTime(times: Float64Array): number | undefined {
  const turn = times.findIndex((time, i) => i > 0 && !(time > times[i - 1]!));
  if (turn < 0) return undefined;
  const ascending = times.slice().sort();
  return ascending.find((time, i) => time === ascending[i - 1]);
}

const samplesOf = (values: unknown, extracted: readonly Samples[]): Samples | undefined =>
  typeof values === 'number' ? extracted[values] : readSampleList(values ?? []);

function histogramTimes(histograms: unknown): number[] {
  if (!Array.isArray(histograms)) return [];
  return histograms.map((pair) => Math.round(Number(pair?.[0]) * 1000));
}

/** Reads a list that was left to JSON.parse: `[[1700000000, "1.5"], ...]`. */
function readSampleList(list: unknown): Samples | undefined {
  if (!Array.isArray(list)) return undefined;
  const times = new Float64Array(list.length);
  const values = new Float64Array(list.length);
  for (const [i, sample] of list.entries()) {
    const [time, text] = Array.isArray(sample) ? sample : [];
    const value = typeof text === 'string' ? parseNumber(text) : undefined;
    if (typeof time !== 'number' || value === undefined) return undefined;
    times[i] = Math.round(time * 1000);
    values[i] = value;
  }
  return { times, values };
}
