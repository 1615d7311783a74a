import type { RunResult } from '../../run/result.ts';
import { inWallClock, timeLabels } from '../plot/time.ts';
import type { ChartLayout } from './chart-layout.ts';

const COLUMNS_PER_LABEL = 13;
const LABEL_GAP = 2;

/** The floor of a chart with its time labels; of labels that would touch each other the first stays. */
export function timeAxis(result: RunResult, { axisWidth, plotWidth, glyphs, paint }: ChartLayout): string[] {
  const floor = new Array<string>(plotWidth).fill(glyphs.floor);
  let texts = '';
  for (const { at, text } of timeLabels(result, Math.floor(plotWidth / COLUMNS_PER_LABEL))) {
    const x = Math.min(plotWidth - 1, Math.floor((at / result.ticks) * plotWidth));
    const from = Math.min(x, plotWidth - text.length);
    const free = texts === '' ? 0 : texts.length + LABEL_GAP;
    if (from < free) continue;
    floor[x] = glyphs.label;
    texts = texts.padEnd(from) + text;
  }
  const unit = inWallClock(result) ? 'UTC' : 't+';
  return [
    `${' '.repeat(axisWidth + 1)}${paint('dim', glyphs.corner + floor.join(''))}`,
    `${unit.padStart(axisWidth)}  ${texts}`,
  ];
}
