import type { Tuning } from '../../judge/tuning.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatLimit } from '../../text/number.ts';
import { percent } from '../assessment/figure.ts';
import { numberMarks } from '../plot/number-marks.ts';
import { element, escapeXml, round } from '../xml.ts';

/** Pixels. */
export const HEIGHT = 220;
export const AXIS_HEIGHT = 34;
/** Above the longest delay, for settings whose delay is not within the horizon. */
export const NEVER_BAND = 26;
/** Of the longest axis there is room for. */
const MAX_MARKS = 5;
/** Free at the ends of the axes. */
const ROOM = 1.08;
const MIN_SHARE = 0.01;
const MINUTE: Seconds = 60;
const HOUR: Seconds = 3600;
/** Longer delays are in hours. */
const MAX_MINUTES = 300;

/** The axes of the front: delays upwards, false alarms to the right. */
export interface FrontScales {
  readonly unit: 'minutes' | 'hours';
  readonly perUnit: Seconds;
  /** The longest delay of the axis in its unit, and its greatest share. */
  readonly high: number;
  readonly share: number;
  readonly toX: (share: number) => string;
  readonly toY: (delay: number) => number;
}

export function frontScales(
  { front, limit }: Pick<Tuning, 'front' | 'limit'>,
  part: 'p50' | 'p95',
): FrontScales {
  const longest = Math.max(MINUTE, ...front.map(({ delay_seconds }) => delay_seconds[part] ?? 0));
  const unit = longest > MAX_MINUTES * MINUTE ? 'hours' : 'minutes';
  const perUnit = unit === 'hours' ? HOUR : MINUTE;
  const high = (ROOM * longest) / perUnit;
  const shares = front.map(({ false_alarms }) => false_alarms.share);
  const share = Math.min(1, ROOM * Math.max(MIN_SHARE, limit, ...shares));
  return {
    unit,
    perUnit,
    high,
    share,
    toX: (one) => percent(Math.min(1, one / share)),
    toY: (one) => round(HEIGHT - (one / high) * (HEIGHT - NEVER_BAND)),
  };
}

export const shareAxis = ({ share, toX }: FrontScales): string[] =>
  numberMarks({ low: 0, high: share * 100 }, MAX_MARKS).map(({ at, text }) =>
    element(
      'text',
      { class: 'time', x: toX(at / 100), y: HEIGHT + 16, 'text-anchor': 'middle' },
      `${escapeXml(text)} %`,
    ),
  );

/** How many may be reset by nothing. */
export function limitLine(limit: number, { toX }: FrontScales): string {
  const x = toX(limit);
  return [
    element('line', { class: 'limit', x1: x, x2: x, y1: 0, y2: HEIGHT }),
    element(
      'text',
      { class: 'time', x, y: HEIGHT + 30, 'text-anchor': 'middle' },
      `limit ${formatLimit(limit)}`,
    ),
  ].join('');
}
