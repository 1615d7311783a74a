import type { Ticks } from '../../text/duration.ts';
import type { Changer } from './changer.ts';

/** Shares of an effect are counted in so many parts of the whole. */
const PARTS = 200;
/** The headroom of a reading that no share of the effect brings to a threshold; other headrooms are less. */
const ENDLESS = 255;
/** So near to a threshold, by its size, a reading may come to stand on either side of it by rounding. */
const NEAR = 1e-9;
/** What a headroom is less by, in parts, so that rounding does not matter. */
const MARGIN = 0.01;

interface ChangedReadings {
  readonly column: Float64Array;
  readonly thresholds: Float64Array;
  readonly changer: Changer;
}

/**
 * Finds of the readings from one tick to before another, how much of an effect it bears before it comes to a threshold, in parts of the whole effect, rounded down:
 * with no more of it the reading is on the side of all thresholds that it was on.
 */
export function fillHeadrooms(
  headrooms: Uint8Array,
  [from, to]: readonly [Ticks, Ticks],
  { column, thresholds, changer }: ChangedReadings,
): void {
  for (let tick = from; tick < to; tick++) {
    const reading = column[tick]!;
    headrooms[tick] = changer.isStraight ? headroom(reading, changer.whole(reading), thresholds) : 0;
  }
}

/** The reading moves in a straight line to what it is under the whole effect. */
function headroom(reading: number, whole: number, thresholds: Float64Array): number {
  if (Number.isNaN(reading)) return ENDLESS;
  const way = whole - reading;
  if (!Number.isFinite(way)) return 0;
  const near = NEAR * (Math.abs(reading) + Math.abs(whole));
  const sense = Math.sign(way);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < thresholds.length; i++) {
    const distance = thresholds[i]! - reading;
    if (Math.abs(distance) <= near) return 0;
    const ahead = distance * sense;
    if (ahead > 0 && ahead < least) least = ahead;
  }
  if (least === Number.POSITIVE_INFINITY) return ENDLESS;
  return Math.max(0, Math.min(ENDLESS - 1, (PARTS * least) / Math.abs(way) - MARGIN));
}

/** Of each accept percentage, the most parts of the effect that a reading is under while no greater one was decided, rounded up. */
export const partsUnder = (accepts: Float64Array, changer: Changer): Uint8ClampedArray =>
  Uint8ClampedArray.from(accepts, (accept) => Math.ceil(PARTS * changer.mostAt(accept)));
