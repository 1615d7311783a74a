import { type RunTimes, spanOf } from '../plot/time.ts';
import { labelStart, type TimeMark, timeMarks } from '../plot/time-marks.ts';
import type { ChartLayout } from './chart-layout.ts';

/** A mark of the axis, and its column, which may be fractional. */
interface PlacedMark extends TimeMark {
  readonly column: number;
}

/** The floor of a chart with its times, and a line of dates where times alone do not say the day. */
export function timeAxis(result: RunTimes, { axisWidth, plotWidth, glyphs, paint }: ChartLayout): string[] {
  const span = spanOf(result);
  const marks = timeMarks(span, plotWidth).map((mark) => ({
    ...mark,
    column: ((mark.at - span.from) / (span.to - span.from)) * plotWidth,
  }));
  const floor = new Array<string>(plotWidth).fill(glyphs.floor);
  for (const { column } of marks) floor[Math.min(plotWidth - 1, Math.floor(column))] = glyphs.label;
  const margin = ' '.repeat(axisWidth + 2);
  const rows = [labelRow(marks, 'text', plotWidth), labelRow(marks, 'date', plotWidth)];
  return [
    `${' '.repeat(axisWidth + 1)}${paint('dim', glyphs.corner + floor.join(''))}`,
    ...rows.filter((row) => row !== '').map((row) => margin + row),
  ];
}

/** The labels of a row, each under its mark. */
function labelRow(marks: readonly PlacedMark[], row: 'text' | 'date', room: number): string {
  let text = '';
  for (const mark of marks) {
    if (mark[row] === '') continue;
    text = text.padEnd(Math.floor(labelStart(mark.column, mark[row].length, room))) + mark[row];
  }
  return text;
}
