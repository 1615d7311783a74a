import { formatNumber } from '../../text/number.ts';
import { shortNumber } from '../plot/number.ts';
import { timeLabels } from '../plot/time.ts';
import type { Mark, Plot, Rehearsal } from '../plot.ts';
import { escapeXml, round } from '../xml.ts';
import { DRAWING_HEIGHT, DRAWING_WIDTH, drawing } from './drawing.ts';

export const AXIS_HEIGHT = 20;

const MAX_TIME_LABELS = 6;

/** In characters: a longer first label reaches the second one on a narrow screen. */
const MAX_FIRST_LABEL = 8;

/** Labels nearer to each other, in pixels, would overlap. */
const LABEL_HEIGHT = 12;

type ToY = (value: number) => number;

/**
 * One plot as the inside of an `<svg>` that is `height` pixels high and of any width: the drawing is
 * stretched to fit and labels stand at shares of the width, so that a page of any size shows it undistorted.
 * Shaded where criteria are met, and where there is no value.
 */
export function plotBody(plot: Plot, { result, series }: Rehearsal, height: number): string {
  const inner = height - AXIS_HEIGHT;
  const toY = (value: number) => round(inner * (1 - (value - plot.low) / (plot.high - plot.low)));
  const times = timeLabels(result, MAX_TIME_LABELS);
  const hasLongLabels = times.length > 0 && times[0]!.text.length > MAX_FIRST_LABEL;
  return [
    `<svg class="body" width="100%" height="${inner}" viewBox="0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}" preserveAspectRatio="none">`,
    drawing(plot, series.buckets),
    '</svg>',
    ...markLabels(plot.marks, toY),
    ...rangeLabels(plot, toY),
    ...times.map(({ at, text }, i) => {
      const isSpare = i === 1 && hasLongLabels;
      return timeLabel({ share: at / result.ticks, text, isSpare }, inner);
    }),
  ].join('');
}

/** Labels at the left end of thresholds and step targets; of those too near each other the first stays. */
function markLabels(marks: readonly Mark[], toY: ToY): string[] {
  const shown: Mark[] = [];
  for (const mark of marks) {
    const isFree = shown.every((other) => Math.abs(toY(other.value) - toY(mark.value)) >= LABEL_HEIGHT);
    if (isFree) shown.push(mark);
  }
  return shown.map((mark) => markLabel(mark, toY(mark.value)));
}

/** Above its line, or below where there is no room above. */
function markLabel(mark: Mark, at: number): string {
  const { direction } = mark;
  const y = round(at < LABEL_HEIGHT ? at + 11 : at - 4);
  const text = markText(mark);
  return `<text class="word ${direction ?? 'step'}" x="6" y="${y}">${escapeXml(text)}</text>`;
}

/** The ends of the range; those of a share are known. */
function rangeLabels({ scale, low, high }: Plot, toY: ToY): string[] {
  if (scale === 'share') return [];
  return [rangeLabel(high, toY(high) + 11), rangeLabel(low, toY(low) - 4)];
}

function markText({ value, direction }: Mark): string {
  if (direction) return `${direction} ${formatNumber(value)}`;
  return `${formatNumber(value)} %`;
}

const rangeLabel = (value: number, y: number): string =>
  `<text class="word range" x="100%" dx="-6" y="${round(y)}" text-anchor="end">${shortNumber(value, 3)}</text>`;

/** A label under the plot, at a share of its width; a spare one is left out on a narrow screen. */
interface PlacedLabel {
  readonly share: number;
  readonly text: string;
  readonly isSpare: boolean;
}

function timeLabel({ share, text, isSpare }: PlacedLabel, top: number): string {
  const x = `${round(share * 100)}%`;
  const classes = isSpare ? 'time spare' : 'time';
  return [
    `<line class="tick" x1="${x}" x2="${x}" y1="${top}" y2="${top + 4}"/>`,
    `<text class="${classes}" x="${x}" y="${top + 16}" text-anchor="${anchorOf(share)}">${escapeXml(text)}</text>`,
  ].join('');
}

/** Labels at the ends of the axis stay inside it. */
function anchorOf(share: number): string {
  if (share < 0.05) return 'start';
  if (share > 0.92) return 'end';
  return 'middle';
}
