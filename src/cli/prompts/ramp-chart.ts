import type { Stage } from '../../blueprint/stage.ts';
import { formatSpoken, parseDuration, type Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { noPaint, type Paint } from '../paint.ts';
import { wrapWords } from './wrap-words.ts';

const ROWS = 6;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';
/** Columns left of the bars. */
const MARGIN = 8;
const MIN_BARS = 10;
const MAX_BARS = 60;
const ROW_LABELS: Readonly<Record<number, string>> = { 0: '100 %', [ROWS / 2]: '50 %' };

/**
 * A ramp as a small picture: accept percentage over time, where nothing holds it; six rows, a time axis and
 * the steps in words.
 */
export function rampChart(stages: readonly Stage[], columns: number, paint: Paint = noPaint): string {
  const corners = cornersOf(stages);
  const total = corners.at(-1)!.time;
  const width = Math.max(MIN_BARS, Math.min(MAX_BARS, columns - MARGIN - 4));
  const heights = Array.from(
    { length: width },
    (_, x) => (percentAt(corners, (total * (x + 0.5)) / width) / 100) * ROWS,
  );
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const bars = heights.map((height) => barIn(row, height)).join('');
    return `${label(ROW_LABELS[row] ?? '')} ${paint.cyan(bars.trimEnd())}`;
  });
  const end = formatSpoken(total);
  const axis = `${label('0 %')} ${paint.dim('─'.repeat(width))}`;
  const times = `${' '.repeat(MARGIN)}0 s${' '.repeat(Math.max(1, width - 3 - end.length))}${end}`;
  const steps = corners.map(stepText).join(', ');
  const wrapping = { width: columns - 1, indent: ' '.repeat(MARGIN), space: ', ' };
  return [...rows, axis, paint.dim(times), wrapWords(steps, wrapping)].join('\n');
}

/** The part of a bar that stands in a row; row 0 is the top. */
function barIn(row: number, height: number): string {
  const floor = ROWS - 1 - row;
  const filled = Math.min(1, Math.max(0, height - floor));
  return EIGHTHS[Math.round(filled * 8)]!;
}

const label = (text: string): string => text.padStart(MARGIN - 1);

interface Corner {
  readonly time: Seconds;
  readonly percent: number;
}

function cornersOf(stages: readonly Stage[]): Corner[] {
  let time = 0;
  return stages.map(({ target_accept_percentage, duration }) => {
    time += parseDuration(duration) ?? 0;
    return { time, percent: target_accept_percentage };
  });
}

function percentAt(corners: readonly Corner[], time: Seconds): number {
  const next = corners.findIndex((corner) => corner.time >= time);
  const to = corners.at(next)!;
  const from = corners[next - 1];
  if (!from || to.time === from.time) return to.percent;
  return from.percent + ((to.percent - from.percent) * (time - from.time)) / (to.time - from.time);
}

function stepText({ time, percent }: Corner, index: number): string {
  const when = index === 0 && time === 0 ? 'at once' : `after ${formatSpoken(time)}`;
  return `${formatNumber(percent)} % ${when}`;
}
