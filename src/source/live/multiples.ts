import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';

/** What rounding may add to a moment, in intervals. */
const ROUNDING = 1e-4;

/** The last multiple of the interval that is not after a moment, to the millisecond: the unit in which servers keep time. */
export const multipleBefore = (moment: Moment, interval: Seconds): Moment =>
  multiple(Math.floor(moment / interval + ROUNDING), interval);

/** The first multiple of the interval that is not before a moment, to the millisecond. */
export const multipleAfter = (moment: Moment, interval: Seconds): Moment =>
  multiple(Math.ceil(moment / interval - ROUNDING), interval);

const multiple = (count: number, interval: Seconds): Moment => Math.round(count * interval * 1000) / 1000;
