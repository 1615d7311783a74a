import type { RunResult } from '../../run/result.ts';
import { formatNumber } from '../../text/number.ts';
import { timeLabels } from '../plot/time.ts';
import type { Mark, Plot } from '../plot.ts';
import { escapeXml, round } from '../xml.ts';
import { ACROSS, DOWN, drawing } from './drawing.ts';

export const AXIS_HEIGHT = 20;

/**
 * One plot as the inside of an `<svg>` that is `height` pixels high and of any width: the drawing is stretched to fit and
 * labels stand at shares of the width, so that a page of any size shows it undistorted. Shaded where criteria held.
 */
export function plotBody(plot: Plot, result: RunResult, buckets: number, height: number): string {
  const inner = height - AXIS_HEIGHT;
  const y = (value: number) => round(inner * (1 - (value - plot.low) / (plot.high - plot.low)));
  return [
    `<svg class="body" width="100%" height="${inner}" viewBox="0 0 ${ACROSS} ${DOWN}" preserveAspectRatio="none">`,
    drawing(plot, buckets),
    '</svg>',
    ...markLabels(plot.marks, y),
    ...(plot.sort === 'share' ? [] : rangeLabels(plot, y)),
    ...timeLabels(result, 6).map((label, i, all) =>
      timeLabel(label.at / result.ticks, label.text, inner, i === 1 && all[0]!.text.length > ROOMY),
    ),
  ].join('');
}

/** A first label of more letters reaches the second on a narrow screen. */
const ROOMY = 8;

const CLEAR = 12;

/** Labels at the left end of thresholds and step targets; of those too near each other the first stays. */
function markLabels(marks: readonly Mark[], y: (value: number) => number): string[] {
  const taken: number[] = [];
  return marks.flatMap((mark) => {
    const at = y(mark.value);
    if (taken.some((other) => Math.abs(other - at) < CLEAR)) return [];
    taken.push(at);
    const words = mark.direction
      ? `${mark.direction} ${formatNumber(mark.value)}`
      : `${formatNumber(mark.value)} %`;
    return [
      `<text class="word ${mark.direction ?? 'step'}" x="6" y="${round(at < CLEAR ? at + 11 : at - 4)}">${escapeXml(words)}</text>`,
    ];
  });
}

function rangeLabels(plot: Plot, y: (value: number) => number): string[] {
  const word = (value: number, dy: number) =>
    `<text class="word range" x="100%" dx="-6" y="${round(y(value) + dy)}" text-anchor="end">${formatNumber(Number(value.toPrecision(3)))}</text>`;
  return [word(plot.high, 11), word(plot.low, -4)];
}

function timeLabel(share: number, words: string, top: number, mayGo: boolean): string {
  const at = `${round(share * 100)}%`;
  const anchor = share < 0.05 ? 'start' : share > 0.92 ? 'end' : 'middle';
  return `<line class="tick" x1="${at}" x2="${at}" y1="${top}" y2="${top + 4}"/><text class="time${mayGo ? ' spare' : ''}" x="${at}" y="${top + 16}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}
