import type { Moment } from '../../text/time.ts';
import { DAY } from '../plot/strides.ts';
import type { Grid } from './cell-grid.ts';
import { dayText, HOUR, hourOf, mondayOf, WEEKDAYS, weekdayOf, weekOf } from './moments.ts';

/** Longer histories have a cell a day instead of a cell an hour. */
const MAX_DAY_ROWS = 35;

/** The cells of a calendar, and how a moment finds its own. */
export interface CalendarLayout {
  readonly unit: 'hour' | 'day';
  readonly seconds: number;
  readonly columns: number;
  readonly rows: number;
  readonly placeOf: (moment: Moment) => { readonly column: number; readonly row: number };
  readonly labels: Pick<Grid, 'left' | 'under'>;
}

/** A cell an hour of a history that is short enough, else a cell a day. */
export function layoutOf(from: Moment, to: Moment): CalendarLayout {
  const firstDay = Math.floor(from / DAY);
  const days = Math.max(1, Math.ceil(to / DAY) - firstDay);
  return days <= MAX_DAY_ROWS ? hourLayout(firstDay, days) : weekLayout(from, to);
}

/** A row a day, a column an hour. */
const hourLayout = (firstDay: number, days: number): CalendarLayout => ({
  unit: 'hour',
  seconds: HOUR,
  columns: 24,
  rows: days,
  placeOf: (moment) => ({ column: hourOf(moment), row: Math.floor(moment / DAY) - firstDay }),
  labels: {
    left: Array.from({ length: days }, (_, at) => {
      const day = (firstDay + at) * DAY;
      return { at, text: `${WEEKDAYS[weekdayOf(day)]} ${dayText(day)}` };
    }),
    under: [0, 6, 12, 18].map((at) => ({ at, text: `${String(at).padStart(2, '0')}:00` })),
  },
});

/** A column a week, a row a weekday. */
function weekLayout(from: Moment, to: Moment): CalendarLayout {
  const first = weekOf(from);
  const weeks = weekOf(to - 1) - first + 1;
  return {
    unit: 'day',
    seconds: DAY,
    columns: weeks,
    rows: 7,
    placeOf: (moment) => ({ column: weekOf(moment) - first, row: weekdayOf(moment) }),
    labels: { left: WEEKDAYS.map((text, at) => ({ at, text })), under: weekLabels(first, weeks) },
  };
}

/** At most six dates, each the Monday of its column. */
function weekLabels(first: number, weeks: number): Grid['under'] {
  const apart = Math.ceil(weeks / 6);
  return Array.from({ length: Math.ceil(weeks / apart) }, (_, i) => ({
    at: i * apart,
    text: dayText(mondayOf(first + i * apart)),
  }));
}
