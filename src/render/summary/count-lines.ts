import { widthOf } from '../../text/width.ts';
import type { Paint } from '../chart/paint.ts';
import type { Rehearsal } from '../plot.ts';
import { titleIn } from '../sentence/names.ts';

type Counted = Pick<Rehearsal, 'plan' | 'result'>;

/** What stands beside a name: the count, its share and the gaps. */
const COUNTS_WIDTH = 24;

/** Ticks that were counted under a name. */
export interface TickCount {
  readonly name: string;
  readonly ticks: number;
  /** The ticks that could have been counted. */
  readonly of: number;
}

/**
 * What is counted over the ticks of a run: decisions, and queries that had no value at some tick. Tick 0, which no
 * result can reach, does not count for these.
 */
export function tickCounts({ plan, result: { counts, ticks: all } }: Counted): TickCount[] {
  const { invalid, ...decisions } = counts;
  const missing = Object.entries(invalid).filter(([, ticks]) => ticks > 1);
  return [
    ...Object.entries(decisions).map(([name, ticks]) => ({ name, ticks, of: all })),
    ...missing.map(([signal, ticks]) => ({
      name: `${titleIn(plan, signal)} without a value`,
      ticks: ticks - 1,
      of: all - 1,
    })),
  ];
}

/** The counts of a run with their shares of its ticks. */
export function countLines(counted: Counted, width: number, paint: Paint): string[] {
  const rows = tickCounts(counted).map(({ name, ticks, of }) => ({
    name,
    count: ticks.toLocaleString('en-US'),
    share: shareText(ticks, of),
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
