import type { Ticks } from '../../text/duration.ts';
import type { History } from '../history.ts';

const HOUR = 3600;
const BELOW = 1 / Math.E;
/** Every lag up to here, then lags that grow by so much. */
const EXACT_LAGS = 64;
const LAG_GROWTH = 1.05;

/**
 * After how many ticks the autocorrelation of readings, their hour-of-day means (UTC) taken out, is under 1/e. At most half the
 * history. Invalid readings are left out.
 */
export function memoryOf(column: Float64Array, history: Pick<History, 'start' | 'interval'>): Ticks {
  const series = withoutHours(column, history);
  const power = correlationAt(series, 0);
  if (!(power > 0)) return 0;
  const isUnder = (lag: Ticks): boolean => !(correlationAt(series, lag) >= BELOW * power);
  const half = Math.floor(column.length / 2);
  let last = 0;
  for (let lags = lagsAfter(0); lags[0] <= half; lags = lagsAfter(last)) {
    const correlations = correlationsAt(series, lags);
    const first = lags.findIndex((lag, i) => lag <= half && !(correlations[i]! >= BELOW * power));
    if (first >= 0) return firstUnder(isUnder, lags[first - 1] ?? last, lags[first]!);
    last = lags[3];
  }
  return half;
}

/** In ascending order. */
type FourLags = readonly [Ticks, Ticks, Ticks, Ticks];

function lagsAfter(lag: Ticks): FourLags {
  const a = nextLag(lag);
  const b = nextLag(a);
  const c = nextLag(b);
  return [a, b, c, nextLag(c)];
}

const nextLag = (lag: Ticks): Ticks => (lag < EXACT_LAGS ? lag + 1 : Math.ceil(lag * LAG_GROWTH));

/** Between a lag that is not under and one that is. */
function firstUnder(isUnder: (lag: Ticks) => boolean, not: Ticks, under: Ticks): Ticks {
  let [low, high] = [not, under];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isUnder(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Readings less the mean of their hour; 0 where one is missing. */
interface Series {
  readonly values: Float64Array;
  /** 1 where there is a reading; undefined where there is one everywhere. */
  readonly known: Uint8Array | undefined;
}

/** The mean product of readings so many ticks apart; NaN where no two are. */
const correlationAt = (series: Series, lag: Ticks): number =>
  productsAt(series.values, lag, series.values.length) / pairsAt(series, lag);

/** The same at four lags at once: sums that do not wait for each other take little longer than one. */
function correlationsAt(series: Series, lags: FourLags): number[] {
  const { values } = series;
  const [a, b, c, d] = lags;
  let [sumA, sumB, sumC] = [productsAt(values, a, d), productsAt(values, b, d), productsAt(values, c, d)];
  let sumD = 0;
  for (let i = d; i < values.length; i++) {
    const value = values[i]!;
    sumA += value * values[i - a]!;
    sumB += value * values[i - b]!;
    sumC += value * values[i - c]!;
    sumD += value * values[i - d]!;
  }
  return [sumA, sumB, sumC, sumD].map((sum, i) => sum / pairsAt(series, lags[i]!));
}

/** The sum of the products of readings so many ticks apart, the later one before a tick. */
function productsAt(values: Float64Array, lag: Ticks, end: Ticks): number {
  let sum = 0;
  for (let i = lag; i < Math.min(end, values.length); i++) sum += values[i]! * values[i - lag]!;
  return sum;
}

function pairsAt({ values, known }: Series, lag: Ticks): number {
  if (!known) return values.length - lag;
  let count = 0;
  for (let i = lag; i < known.length; i++) count += known[i]! & known[i - lag]!;
  return count;
}

function withoutHours(column: Float64Array, history: Pick<History, 'start' | 'interval'>): Series {
  const hours = hoursOf(column.length, history);
  const known = new Uint8Array(column.length);
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  for (let tick = 0; tick < column.length; tick++) {
    if (!Number.isFinite(column[tick]!)) continue;
    known[tick] = 1;
    sums[hours[tick]!]! += column[tick]!;
    counts[hours[tick]!]! += 1;
  }
  const means = sums.map((sum, hour) => sum / counts[hour]!);
  const values = new Float64Array(column.length);
  for (let tick = 0; tick < column.length; tick++)
    if (known[tick] === 1) values[tick] = column[tick]! - means[hours[tick]!]!;
  return { values, known: known.includes(0) ? known : undefined };
}

/** The hour of the day of each tick, UTC. */
function hoursOf(ticks: Ticks, { start, interval }: Pick<History, 'start' | 'interval'>): Uint8Array {
  const hours = new Uint8Array(ticks);
  for (let tick = 0; tick < ticks; tick++) hours[tick] = Math.floor((start + tick * interval) / HOUR) % 24;
  return hours;
}
