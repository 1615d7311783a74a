import type { RunResult } from '../../run/result.ts';
import { widthOf } from '../../text/width.ts';
import type { Paint } from '../chart/paint.ts';

/** What stands beside a name: the count, its share and the gaps. */
const COUNTS_WIDTH = 24;

/**
 * What is counted over the ticks of a run: decisions, and signals without a value that had none at some tick.
 */
export function tickCounts({ counts }: RunResult): [name: string, ticks: number][] {
  const { invalid, ...decisions } = counts;
  const missing = Object.entries(invalid).filter(([, ticks]) => ticks > 0);
  return [
    ...Object.entries(decisions),
    ...missing.map(([signal, ticks]): [string, number] => [`${signal} without a value`, ticks]),
  ];
}

/** The counts of a run with their shares of its ticks. */
export function countLines(result: RunResult, width: number, paint: Paint): string[] {
  const rows = tickCounts(result).map(([name, ticks]) => ({
    name,
    count: ticks.toLocaleString('en-US'),
    share: shareText(ticks, result.ticks),
  }));
  const nameWidth = Math.min(width - COUNTS_WIDTH, Math.max(...rows.map(({ name }) => widthOf(name))));
  const countWidth = Math.max(...rows.map(({ count }) => count.length));
  const lines = rows.map(
    ({ name, count, share }) => `  ${name.padEnd(nameWidth)}  ${count.padStart(countWidth)}  ${share}`,
  );
  return [paint('bold', 'ticks'), ...lines];
}

const shareText = (count: number, all: number): string => `${percentText((count / all) * 100).padStart(3)} %`;

function percentText(percent: number): string {
  if (percent > 0 && percent < 1) return '<1';
  if (percent > 99 && percent < 100) return '>99';
  return String(Math.round(percent));
}
