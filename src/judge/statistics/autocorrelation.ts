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
  let last = 0;
  const half = Math.floor(column.length / 2);
  for (let lag = 1; lag <= half; lag = nextLag(lag)) {
    if (isUnder(lag)) return firstUnder(isUnder, last, lag);
    last = lag;
  }
  return half;
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
function correlationAt({ values, known }: Series, lag: Ticks): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
  return sum / (known ? pairsAt(known, lag) : values.length - lag);
}

function pairsAt(known: Uint8Array, lag: Ticks): number {
  let count = 0;
  for (let i = lag; i < known.length; i++) count += known[i]! & known[i - lag]!;
  return count;
}

function withoutHours(column: Float64Array, history: Pick<History, 'start' | 'interval'>): Series {
  const { start, interval } = history;
  const hourAt = (tick: Ticks): number => Math.floor((start + tick * interval) / HOUR) % 24;
  const sums = new Float64Array(24);
  const known = Uint8Array.from(column, (reading) => (Number.isFinite(reading) ? 1 : 0));
  const counts = new Float64Array(24);
  for (let tick = 0; tick < column.length; tick++) {
    if (!known[tick]) continue;
    sums[hourAt(tick)]! += column[tick]!;
    counts[hourAt(tick)]! += 1;
  }
  const values = column.map((reading, tick) => {
    const hour = hourAt(tick);
    return known[tick] ? reading - sums[hour]! / counts[hour]! : 0;
  });
  return { values, known: known.includes(0) ? known : undefined };
}
