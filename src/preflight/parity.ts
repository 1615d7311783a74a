import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import type { Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { momentOf } from './period.ts';
import type { Readings } from './readings.ts';

/** So many points at random, and as many beside a gap, where servers differ first. */
const MAX_SAMPLES = 4;
/** Half of it between these evaluations of a run: there the comparison would be a large part of the download. */
const FEW_EVALUATIONS = 11_000;
const MANY_EVALUATIONS = 260_000;
/** Samples this new may come in between the two questions. */
const UNSETTLED: Seconds = 120;
/** The order in which a server adds up series may differ; more is another answer. */
const MAX_RELATIVE_DIFFERENCE = 1e-9;

interface Subject {
  readonly signal: string;
  /** Of a run in the period. */
  readonly evaluations: number;
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
  { signal, evaluations, place }: Subject,
  readings: Readings,
): Promise<Diagnostic[]> {
  const { span, chunk } = readings;
  const points = pointsToCompare(readings, samplesFor(evaluations));
  const compared = await Promise.all(
    points.map(async (point): Promise<Difference> => {
      const at = momentOf(span, point);
      const { value } = await api.instant(span.query.query_string, at);
      return { at, instant: value, range: chunk.values[point]! };
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
function pointsToCompare({ span, chunk }: Readings, samples: number): number[] {
  const settled = span.count - Math.ceil((UNSETTLED * 1000) / span.step);
  if (settled <= 0) return [];
  const next = generator(span.start);
  const edges: number[] = [];
  for (let point = 1; point < settled; point++)
    if (Number.isNaN(chunk.values[point]) !== Number.isNaN(chunk.values[point - 1])) edges.push(point);
  const beside = pick(samples / 2, edges.length, next).flatMap((i) => edges[i] ?? []);
  const points = [...pick(samples, settled, next), ...beside, ...beside.map((point) => point - 1)];
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
