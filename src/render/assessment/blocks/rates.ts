import type { Assessment, CompletionTimes, Rate } from '../../../judge/assessment.ts';
import { formatSpoken, type Seconds } from '../../../text/duration.ts';
import { type Block, left, line, type Row, right } from '../../blocks/block.ts';
import { countText, effectiveText, intervalOf, percentOf, timeText } from './numbers.ts';

/** How often each thing happened, and how long it took to 100 %. */
export function rateBlocks({
  completed,
  completed_without_reset,
  false_alarms: { reset, reset_at_first_step, backward },
  time_to_complete_seconds,
  rehearsals,
}: Assessment): Block[] {
  const rows = [
    rateRow('reached 100 %', completed),
    rateRow('  without a reset', completed_without_reset),
    rateRow('reset by nothing', reset),
    rateRow('  at the first step', reset_at_first_step),
    rateRow('sent back by nothing', backward),
  ];
  const columns = [
    left('rehearsals'),
    ...['share', '95 % interval', 'count', 'independent', 'effective'].map(right),
  ];
  return [
    { kind: 'table', title: '', columns, rows },
    line(completionText(time_to_complete_seconds, rehearsals.horizon_seconds)),
  ];
}

const rateRow = (name: string, rate: Rate): Row => ({
  cells: [
    name,
    percentOf(rate),
    intervalOf(rate),
    countText(rate.count),
    countText(rate.independent),
    effectiveText(rate.n_effective),
  ],
});

/** What never happened stands behind all others: `99 % not within 9 d`. */
function completionText({ fastest, p50, p90, p95, p99 }: CompletionTimes, horizon: Seconds): string {
  const never = `not within ${formatSpoken(horizon)}`;
  const parts = [
    ['half', p50],
    ['90 %', p90],
    ['95 %', p95],
    ['99 %', p99],
  ] as const;
  const texts = parts.map(([name, seconds]) =>
    seconds === null ? `${name} ${never}` : `${name} within ${timeText(seconds, never)}`,
  );
  return `time to 100 %: ${formatSpoken(fastest)} at the fastest; ${texts.join(', ')}`;
}
