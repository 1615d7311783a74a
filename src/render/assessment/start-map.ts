import { ifKnown } from '../words.ts';
import { percentOf } from './blocks/numbers.ts';
import { cellGrid, type Grid, type GridCell, gridHeight } from './cell-grid.ts';
import { figure } from './figure.ts';
import type { AssessmentModel } from './model.ts';
import { momentOf, WEEKDAYS } from './moments.ts';
import { ofHundred } from './rate-text.ts';
import { type StartCell, startCells } from './start-cells.ts';

/** Fewer weeks say too little about a cell. */
const MIN_WEEKS = 8;
/** Pixels. */
const ROW = 21;
const AXIS = 22;
/** A share further from that of all starts, in hundredths, has the next colour. */
const STEPS = [3, 8, 20] as const;
/** Of the column and the row that hold all hours and all days; one is left free before it. */
const ALL_DAY = 25;
const ALL_WEEK = 7;

/** When to start: the share that completed without a reset, by the hour and weekday of its start. */
export function startMap({ assessment, outcomes }: AssessmentModel): string {
  const { start_times, history, interval_seconds, completed_without_reset } = assessment;
  const overall = completed_without_reset.share;
  const cells = startCells(outcomes, {
    from: momentOf(history.from),
    interval: interval_seconds,
    overall,
  });
  const grid = gridOf([
    ...cells.flatMap((hours, row) =>
      hours.flatMap((cell, column) => seenCell(cell, { column, row }, overall)),
    ),
    ...start_times.hour.map((share, column) => judgedCell(share, { column, row: ALL_WEEK }, overall)),
    ...start_times.weekday.map((share, row) => judgedCell(share, { column: ALL_DAY, row }, overall)),
  ]);
  return figure({
    captions: [
      `hours of UTC; ${percentOf(completed_without_reset)} of all starts complete without a reset`,
      ...namedTimes(start_times),
    ],
    label: 'Share of starts that complete without a reset, by hour and weekday of the start',
    height: gridHeight(grid),
    axisHeight: AXIS,
    style: 'starts',
    key: [
      ['worse-2', 'fewer'],
      ['same', 'as all'],
      ['better-2', 'more'],
      ['faint', `fewer than ${MIN_WEEKS} weeks or days: seen, not judged`],
    ],
    content: cellGrid(grid),
  });
}

const namedTimes = ({ best, worst }: AssessmentModel['assessment']['start_times']): string[] => [
  ifKnown(best, (time) => `best: ${time}`, 'no time is certainly better'),
  ifKnown(worst, (time) => `worst: ${time}`, 'no time is certainly worse'),
];

type Place = Pick<GridCell, 'column' | 'row'>;

function seenCell(cell: StartCell | undefined, place: Place, overall: number): GridCell[] {
  if (!cell) return [];
  const { share, weeks } = cell;
  const time = `${WEEKDAYS[place.row]} ${String(place.column).padStart(2, '0')}:00`;
  const isFew = weeks < MIN_WEEKS;
  const says = `${time}: ${ofHundred(share)} of 100, ${weeks} ${weeks === 1 ? 'week' : 'weeks'}${isFew ? ', too few to judge' : ''}`;
  return [
    {
      ...place,
      style: `${shade(share, overall)}${isFew ? ' faint' : ''}`,
      says,
      text: `${ofHundred(share)}`,
    },
  ];
}

function judgedCell(share: number | null, place: Place, overall: number): GridCell {
  const name =
    place.row === ALL_WEEK
      ? `${String(place.column).padStart(2, '0')}:00 of all days`
      : `${WEEKDAYS[place.row]}, all day`;
  if (share === null)
    return { ...place, style: 'same faint', says: `${name}: too few days to judge`, text: '–' };
  return {
    ...place,
    style: shade(share, overall),
    says: `${name}: ${ofHundred(share)} of 100`,
    text: `${ofHundred(share)}`,
  };
}

/** How far a share is from that of all starts. */
function shade(share: number, overall: number): string {
  const apart = Math.abs(share - overall) * 100;
  const level = STEPS.filter((step) => apart >= step).length;
  if (level === 0) return 'same';
  return `${share > overall ? 'better' : 'worse'}-${level}`;
}

const gridOf = (cells: readonly GridCell[]): Grid => ({
  columns: ALL_DAY + 1,
  rows: ALL_WEEK + 1,
  rowHeight: ROW,
  cells,
  left: [...WEEKDAYS, 'all'].map((text, at) => ({ at, text })),
  under: [
    ...[0, 6, 12, 18].map((at) => ({ at, text: `${String(at).padStart(2, '0')}:00` })),
    { at: ALL_DAY, text: 'all' },
  ],
});
