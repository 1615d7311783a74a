import { formatShort, type Seconds } from '../../text/duration.ts';
import { changedDate, firstDate, markText } from './mark-text.ts';
import type { AxisMark } from './number-marks.ts';
import { DAY, RUN_STRIDES, type Stride, UTC_STRIDES } from './strides.ts';

/** A mark of a time axis; `date` stands under it, and is empty where it would repeat the one before. */
export interface TimeMark extends AxisMark {
  readonly date: string;
}

/** What a time axis shows: Unix seconds of UTC, or seconds since the start in the clock of the run itself. */
export interface TimeSpan {
  readonly clock: 'utc' | 'run';
  readonly from: Seconds;
  readonly to: Seconds;
  /** Between two ticks: marks are no closer. */
  readonly interval: Seconds;
}

const STRIDES = { utc: UTC_STRIDES, run: RUN_STRIDES } as const;
/** Characters between two labels. */
const GAP = 3;
/** Characters of the shortest label. */
const MIN_LABEL = 3;

/**
 * Round moments of a span, the closest whose labels have room on an axis of `room` characters; none where one label
 * has not. The first date has the year and says UTC; another follows wherever the day changes, or the year where
 * marks are days apart.
 */
export function timeMarks(span: TimeSpan, room: number): TimeMark[] {
  const maxMarks = room / (MIN_LABEL + GAP) + 1;
  for (const stride of STRIDES[span.clock]) {
    if (stride.seconds < span.interval || (span.to - span.from) / stride.seconds > maxMarks) continue;
    const marks = marksAt(stride, span);
    if (!hasRoom(marks, 'text', span, room)) continue;
    return hasRoom(marks, 'date', span, room) ? marks : withSecondDateFirst(marks, stride);
  }
  return [];
}

/** Where a label begins that is centred at `at` but stays on an axis of `room`, all in the same unit. */
export const labelStart = (at: number, width: number, room: number): number =>
  Math.max(0, Math.min(room - width, at - width / 2));

function marksAt(stride: Stride, { clock, from, to }: TimeSpan): TimeMark[] {
  const moments = stride.moments(from, to);
  if (clock === 'run') return moments.map((at) => ({ at, text: runText(at, stride.seconds), date: '' }));
  return moments.map((at, i) => {
    const before = moments[i - 1];
    const date =
      before === undefined ? firstDate(at, stride.seconds) : changedDate(at, before, stride.seconds);
    return { at, text: markText(at, stride.seconds), date };
  });
}

/** `t+2m30s`; `t+20d` where marks are days apart. */
function runText(at: Seconds, stride: Seconds): string {
  if (stride < DAY || at === 0) return `t+${formatShort(at)}`;
  return `t+${at / DAY}d`;
}

/** Without the date of the first mark, which would touch the next one. */
function withSecondDateFirst(marks: readonly TimeMark[], { seconds }: Stride): TimeMark[] {
  const second = marks.findIndex(({ date }, i) => i > 0 && date !== '');
  return marks.map((mark, i) => {
    if (i > second) return mark;
    return { ...mark, date: i === second ? firstDate(mark.at, seconds) : '' };
  });
}

/** Whether the labels of a row stand apart from each other. */
function hasRoom(
  marks: readonly TimeMark[],
  row: 'text' | 'date',
  { from, to }: TimeSpan,
  room: number,
): boolean {
  let free = 0;
  for (const mark of marks) {
    const width = mark[row].length;
    if (width === 0) continue;
    const start = labelStart(((mark.at - from) / (to - from)) * room, width, room);
    if (start < free || width > room) return false;
    free = start + width + GAP;
  }
  return true;
}
