import { shortNumber } from '../plot/number.ts';
import { numberMarks } from '../plot/number-marks.ts';
import type { Mark, Plot } from '../plot.ts';
import { rowOf } from './draw.ts';

/** Wider texts of a row name its first and last value alone. */
const MAX_WIDTH = 14;

/** The marks of a plot by the row they fall in, lowest value first. */
export function marksByRow(plot: Plot, rows: number): Map<number, Mark[]> {
  const byRow = new Map<number, Mark[]>();
  for (const mark of plot.marks.toSorted((a, b) => a.value - b.value)) {
    const row = rowOf(mark.value, plot, rows);
    byRow.set(row, [...(byRow.get(row) ?? []), mark]);
  }
  return byRow;
}

/** What stands beside each row: every threshold and step in it, else a round number. */
export function valueLabels(plot: Plot, rows: number): Map<number, string> {
  const labels = new Map(
    numberMarks(plot, rows + 1).map(({ at, text }) => [rowOf(at, plot, rows), text] as const),
  );
  for (const [row, marks] of marksByRow(plot, rows)) labels.set(row, rowText(marks));
  return labels;
}

function rowText(marks: readonly Mark[]): string {
  const texts = [...new Set(marks.map(({ value }) => shortNumber(value, 6)))];
  const text = texts.join(', ');
  return text.length > MAX_WIDTH ? `${texts[0]}..${texts.at(-1)}` : text;
}
