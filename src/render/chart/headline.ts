import type { RunResult } from '../../run/result.ts';
import { formatSpoken } from '../../text/duration.ts';
import { clockText, inWallClock } from '../plot/time.ts';
import { words } from '../words.ts';
import type { ChartLayout } from './chart-layout.ts';
import { fitText } from './fit-text.ts';

/** The policy, what it ran on, when, and how many ticks. */
export function headline(result: RunResult, { width, paint }: ChartLayout): string {
  const facts = ` ${sourceText(result)}${spanText(result)}, ${lengthText(result)}`;
  const name = paint('bold', fitText(result.policy, width));
  return `${name}${fitText(facts, width - result.policy.length)}`;
}

function sourceText({ source: { kind, name } }: RunResult): string {
  if (kind !== 'scenario') return kind;
  return words(kind, name ?? '');
}

function spanText(result: RunResult): string {
  if (!inWallClock(result)) return '';
  const [from, to] = [result.source.from, result.source.to].map((moment) =>
    clockText(result, Date.parse(moment) / 1000, false),
  );
  return `, ${from} to ${to} UTC`;
}

function lengthText({ ticks, interval_seconds }: RunResult): string {
  const count = `${ticks.toLocaleString('en-US')} ${ticks === 1 ? 'tick' : 'ticks'}`;
  return `${count} of ${formatSpoken(interval_seconds)}`;
}
