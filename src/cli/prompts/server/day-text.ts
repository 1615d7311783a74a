import { quantile } from '../../../preflight/readings.ts';
import { formatNumber, formatPercent } from '../../../text/number.ts';
import { printableLine } from '../../../text/printable.ts';
import type { Scale } from '../criteria.ts';
import type { Prompts } from '../prompts.ts';
import type { Day } from './day.ts';
import type { Proposal } from './propose.ts';

const EIGHTHS = '▁▂▃▄▅▆▇█';
const MAX_WIDTH = 64;
const INDENT = '  ';

interface Shown {
  readonly scale: Scale;
  readonly proposal: Proposal | undefined;
  readonly prompts: Pick<Prompts, 'paint' | 'columns'>;
}

/** A query's last day in three lines: a sparkline, its figures, and what is proposed from them. */
export function dayText(day: Day, { scale, proposal, prompts: { paint, columns } }: Shown): string {
  const { ascending, missing, coverage } = day;
  const lines: string[] = [];
  const width = Math.max(8, Math.min(MAX_WIDTH, columns - 2 * INDENT.length));
  if (ascending.length > 0) {
    lines.push(`${paint.cyan(sparkline(day.values, width))}`, paint.dim(figuresOf(day, scale.unit)));
  }
  if (missing !== undefined) lines.push(paint.yellow(printableLine(missing)));
  else if (coverage < 1) lines.push(paint.yellow(`no value ${formatPercent(1 - coverage)} of the last day`));
  lines.push(paint.dim(proposal ? proposalText(proposal, scale) : 'nothing is proposed from that'));
  return lines.map((line) => INDENT + line).join('\n');
}

function figuresOf({ ascending, now }: Day, unit: string): string {
  const of = (share: number) => short(quantile(ascending, share));
  const suffix = unit && ` ${unit}`;
  const last = Number.isNaN(now) ? '' : `, now ${short(now)}`;
  return `last day: min ${of(0)}, median ${of(0.5)}, p95 ${of(0.95)}, max ${of(1)}${suffix}${last}`;
}

/** Three digits are enough to choose a threshold by; whole numbers keep all of theirs. */
const short = (value: number): string =>
  Math.abs(value) >= 100 ? formatNumber(Math.round(value)) : formatNumber(Number(value.toPrecision(3)));

function proposalText({ forward, reset }: Proposal, { isLowGood, unit }: Scale): string {
  const suffix = unit && ` ${unit}`;
  return isLowGood
    ? `proposed: forward below ${forward}${suffix} (p95 + 10 %), reset above ${reset}${suffix} (max + 25 %)`
    : `proposed: forward above ${forward}${suffix} (p5 - 10 %), reset below ${reset}${suffix} (min - 25 %)`;
}

/** The values over time, the highest of each part of it; a blank where there is none. */
export function sparkline(values: Float64Array, width: number): string {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return '';
  const min = finite.reduce((a, b) => Math.min(a, b));
  const max = finite.reduce((a, b) => Math.max(a, b));
  const bar = (value: number) => EIGHTHS[max === min ? 0 : Math.round(((value - min) / (max - min)) * 7)]!;
  const parts = Array.from(
    { length: Math.min(width, values.length) },
    (_, x, count = Math.min(width, values.length)) =>
      values.subarray(Math.floor((x * values.length) / count), Math.floor(((x + 1) * values.length) / count)),
  );
  return parts
    .map((part) => part.filter((value) => Number.isFinite(value)))
    .map((part) => (part.length === 0 ? ' ' : bar(part.reduce((a, b) => Math.max(a, b)))))
    .join('');
}
