import type { Ticks } from '../../text/duration.ts';
import type { History } from '../history.ts';

const HOUR = 3600;
const BELOW = 1 / Math.E;
/** Every lag up to here, then lags that grow by so much. */
const EXACT_LAGS = 64;
const LAG_GROWTH = 1.02;

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
  for (let lag = 1; lag <= series.length / 2; lag = nextLag(lag)) {
    if (isUnder(lag)) return firstUnder(isUnder, last, lag);
    last = lag;
  }
  return Math.floor(series.length / 2);
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

/** The mean product of readings so many ticks apart; NaN where no two are. */
function correlationAt(series: Float64Array, lag: Ticks): number {
  let sum = 0;
  let count = 0;
  for (let i = lag; i < series.length; i++) {
    const product = series[i]! * series[i - lag]!;
    if (Number.isNaN(product)) continue;
    sum += product;
    count += 1;
  }
  return sum / count;
}

function withoutHours(
  column: Float64Array,
  { start, interval }: Pick<History, 'start' | 'interval'>,
): Float64Array {
  const hourAt = (tick: Ticks): number => Math.floor((start + tick * interval) / HOUR) % 24;
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  column.forEach((reading, tick) => {
    if (!Number.isFinite(reading)) return;
    const hour = hourAt(tick);
    sums[hour]! += reading;
    counts[hour]! += 1;
  });
  return column.map((reading, tick) => {
    const hour = hourAt(tick);
    return Number.isFinite(reading) ? reading - sums[hour]! / counts[hour]! : Number.NaN;
  });
}
