import type { Reading } from '../circuit/reading.ts';
import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { formatNumber } from '../text/number.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { momentOf, UNSETTLED } from './period.ts';
import type { Readings } from './readings.ts';

/** So many points, the last among them, the others at random; and as many beside a gap, where servers differ first. */
const MAX_SAMPLES = 4;
/** Half of it between these evaluations of a run: there the comparison would be a large part of the download. */
const FEW_EVALUATIONS = 11_000;
const MANY_EVALUATIONS = 260_000;
/** The order in which a server adds up series may differ; more is another answer. */
const MAX_RELATIVE_DIFFERENCE = 1e-9;

interface Subject {
  readonly signal: string;
  /** Of a run in the period. */
  readonly evaluations: number;
  /** What an instant query gave at the last point; undefined where another sample may have come since. */
  readonly last: Reading | undefined;
  readonly place: Place;
}

interface Difference {
  readonly at: Moment;
  readonly instant: number;
  readonly range: number;
}

/**
 * Asks for some points of a range again, each by an instant query. A rehearsal reads ranges and a live run
 * instants: where the two differ, a rehearsal is not what a live run would have read.
 */
export async function parityFaults(
  api: PrometheusApi,
  { signal, evaluations, last, place }: Subject,
  readings: Readings,
): Promise<Diagnostic[]> {
  const { span, chunk } = readings;
  const end = span.count - 1;
  const points = pointsToCompare(readings, samplesFor(evaluations), last !== undefined);
  const compared = await Promise.all(
    points.map(async (point): Promise<Difference> => {
      const at = momentOf(span, point);
      const range = chunk.values[point]!;
      if (point === end && last !== undefined) return { at, instant: last, range };
      const { value } = await api.instant(span.query.query_string, at);
      return { at, instant: value, range };
    }),
  );
  const differences = compared.filter(({ instant, range }) => !isSame(instant, range));
  const [first] = differences;
  if (!first) return [];
  const params = {
    signal,
    at: formatMoment(first.at),
    instant: valueText(first.instant),
    range: valueText(first.range),
    differing: differences.length,
    of: points.length,
  };
  return [diagnostic('PROM_PARITY', params, place)];
}

function samplesFor(evaluations: number): number {
  if (evaluations <= FEW_EVALUATIONS || evaluations >= MANY_EVALUATIONS) return MAX_SAMPLES;
  return MAX_SAMPLES / 2;
}

const valueText = (value: number): string => (Number.isNaN(value) ? 'no value' : formatNumber(value));

function isSame(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= MAX_RELATIVE_DIFFERENCE * Math.max(Math.abs(a), Math.abs(b));
}

/** Ascending, each once; the same for the same span, so that a check can be repeated. */
function pointsToCompare({ span, chunk }: Readings, samples: number, hasLast: boolean): number[] {
  const settled = hasLast ? span.count : span.count - Math.ceil((UNSETTLED * 1000) / span.step);
  if (settled <= 0) return [];
  const next = generator(span.start);
  const edges: number[] = [];
  for (let point = 1; point < settled; point++)
    if (Number.isNaN(chunk.values[point]) !== Number.isNaN(chunk.values[point - 1])) edges.push(point);
  const beside = pick(samples / 2, edges.length, next).flatMap((i) => edges[i] ?? []);
  const random = hasLast ? [...pick(samples - 1, settled, next), settled - 1] : pick(samples, settled, next);
  const points = [...random, ...beside, ...beside.map((point) => point - 1)];
  return [...new Set(points)].sort((a, b) => a - b);
}

const pick = (count: number, below: number, next: () => number): number[] =>
  Array.from({ length: count }, () => Math.floor(next() * below));

/** Numbers from 0 to below 1 (Park and Miller's minimal standard). */
function generator(seed: number): () => number {
  const MODULUS = 2_147_483_647;
  let state = (Math.abs(seed) % (MODULUS - 1)) + 1;
  return () => {
    state = (state * 48_271) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}
