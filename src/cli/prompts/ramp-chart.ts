import type { Stage } from '../../blueprint/stage.ts';
import { formatSpoken, parseDuration, type Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { noPaint, type Paint } from '../paint.ts';
import { wrapWords } from './wrap-words.ts';

const ROWS = 6;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';
const MARGIN = 8;
const WIDEST = 60;

/** A ramp as a small picture: accept percentage over time, at the fastest; six rows, a time axis and the steps in words. */
export function rampChart(stages: readonly Stage[], columns: number, paint: Paint = noPaint): string {
  const corners = cornersOf(stages);
  const total = corners.at(-1)!.time;
  const width = Math.max(10, Math.min(WIDEST, columns - MARGIN - 4));
  const heights = Array.from(
    { length: width },
    (_, x) => (percentAt(corners, (total * (x + 0.5)) / width) / 100) * ROWS,
  );
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const floor = ROWS - 1 - i;
    const bar = heights
      .map((height) => EIGHTHS[Math.round(Math.min(1, Math.max(0, height - floor)) * 8)])
      .join('');
    return `${label(i)} ${paint.cyan(bar.trimEnd())}`;
  });
  const end = formatSpoken(total);
  const axis = `${'0 %'.padStart(MARGIN - 1)} ${paint.dim('─'.repeat(width))}`;
  const times = `${' '.repeat(MARGIN)}0 s${' '.repeat(Math.max(1, width - 3 - end.length))}${end}`;
  return [
    ...rows,
    axis,
    paint.dim(times),
    wrapWords(wordsOf(corners).join(', '), columns - 1, ' '.repeat(MARGIN), ', '),
  ].join('\n');
}

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
  const [to, from] = [corners.at(next)!, corners[next - 1]];
  if (!from || to.time === from.time) return to.percent;
  return from.percent + ((to.percent - from.percent) * (time - from.time)) / (to.time - from.time);
}

const label = (row: number): string =>
  (row === 0 ? '100 %' : row === ROWS / 2 ? '50 %' : '').padStart(MARGIN - 1);

const wordsOf = (corners: readonly Corner[]): string[] =>
  corners.map(
    ({ time, percent }, i) =>
      `${formatNumber(percent)} %${i === 0 && time === 0 ? ' at once' : ` after ${formatSpoken(time)}`}`,
  );
