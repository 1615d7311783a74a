import type { Assessment, Stretch } from '../../judge/assessment.ts';
import { NEVER, type Outcome } from '../../judge/outcome.ts';
import type { Moment } from '../../text/time.ts';
import { element } from '../xml.ts';
import { type CalendarLayout, layoutOf } from './calendar-layout.ts';
import { cellGrid, type Grid, gridHeight } from './cell-grid.ts';
import { figure, percent } from './figure.ts';
import { type HeatScale, heatScale } from './heat-scale.ts';
import type { AssessmentModel } from './model.ts';
import { dayText, hourOf, momentOf, spanText, WEEKDAYS, weekdayOf } from './moments.ts';

/** Pixels. */
const HOUR_ROW = 17;
const DAY_ROW = 20;
const AXIS = 22;

/** When healthy rehearsals were reset: the calendar of the history, with the worst stretches by their numbers. */
export function resetCalendar({ assessment, outcomes }: AssessmentModel): string {
  const [from, to] = [momentOf(assessment.history.from), momentOf(assessment.history.to)];
  const layout = layoutOf(from, to);
  const counts = resetCounts(outcomes, assessment, layout);
  const scale = heatScale(counts.values());
  const grid = gridOf(layout, { from, to, counts, scale, incidents: assessment.incidents });
  const reset = assessment.false_alarms.reset.count;
  return figure({
    captions: [`rehearsals reset in each ${layout.unit}, UTC`],
    label: `When rehearsals were reset: ${reset} of ${assessment.rehearsals.count} were; the worst stretches are listed beside`,
    height: gridHeight(grid),
    axisHeight: AXIS,
    style: `calendar ${layout.unit}`,
    key: [
      ...scale.key.map(([style, text]) => [style, text] as const),
      ...(assessment.incidents.length > 0 ? [['incident', 'incident'] as const] : []),
    ],
    content: `${cellGrid(grid)}${numbers(assessment, layout, grid.rowHeight)}`,
  });
}

/** How many rehearsals had their first reset in each cell, by the number of the cell's hour or day. */
function resetCounts(
  outcomes: readonly Outcome[],
  { history, interval_seconds }: Assessment,
  { seconds }: CalendarLayout,
): Map<number, number> {
  const from = momentOf(history.from);
  const counts = new Map<number, number>();
  for (const { start, reset } of outcomes) {
    if (reset === NEVER) continue;
    const unit = Math.floor((from + (start + reset) * interval_seconds) / seconds);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return counts;
}

interface Shown {
  readonly from: Moment;
  readonly to: Moment;
  readonly counts: ReadonlyMap<number, number>;
  readonly scale: HeatScale;
  readonly incidents: Assessment['incidents'];
}

function gridOf(layout: CalendarLayout, { from, to, counts, scale, incidents }: Shown): Grid {
  const { seconds, unit } = layout;
  const first = Math.floor(from / seconds);
  const bad = incidents.map((incident) => [momentOf(incident.from), momentOf(incident.to)] as const);
  const cells = Array.from({ length: Math.max(0, Math.ceil(to / seconds) - first) }, (_, i) => {
    const moment = (first + i) * seconds;
    const count = counts.get(first + i) ?? 0;
    const isBad = bad.some(([start, end]) => start < moment + seconds && end > moment);
    return {
      ...layout.placeOf(moment),
      style: scale.styleOf(count),
      outline: isBad ? 'incident' : undefined,
      says: `${timeText(moment, unit)}: ${count.toLocaleString('en-US')} reset${isBad ? ', incident' : ''}`,
    };
  });
  const rowHeight = unit === 'hour' ? HOUR_ROW : DAY_ROW;
  return { columns: layout.columns, rows: layout.rows, rowHeight, cells, ...layout.labels };
}

function timeText(moment: Moment, unit: CalendarLayout['unit']): string {
  const day = `${WEEKDAYS[weekdayOf(moment)]} ${dayText(moment)}`;
  return unit === 'day' ? day : `${day} ${String(hourOf(moment)).padStart(2, '0')}:00`;
}

/** The numbers of the worst stretches where they begin, each a link to its place in the list. */
function numbers({ false_alarms }: Assessment, layout: CalendarLayout, rowHeight: number): string {
  const { worst } = false_alarms.stretches;
  return worst.map((stretch, i) => numberAt(stretch, i + 1, { layout, rowHeight })).join('');
}

function numberAt(
  { from, to, rehearsals }: Stretch,
  place: number,
  { layout, rowHeight }: { readonly layout: CalendarLayout; readonly rowHeight: number },
): string {
  const moment = momentOf(from);
  if (Number.isNaN(moment)) return '';
  const { column, row } = layout.placeOf(moment);
  const x = percent((column + 0.5) / layout.columns);
  const text = element('text', { class: 'stretch', x, y: (row + 0.5) * rowHeight + 4 }, String(place));
  const says = `stretch ${place}, ${spanText(from, to)}: ${rehearsals.toLocaleString('en-US')} reset`;
  return element('a', { href: `#stretch-${place}`, 'data-says': says }, text);
}
