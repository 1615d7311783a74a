import { formatSpoken, type Seconds } from '../../text/duration.ts';
import type { Check } from './checks.ts';
import { accepted } from './range.ts';
import type { ExportSubject } from './subject.ts';

/** What a Canary has of a rollout. */
export interface Written {
  readonly checks: readonly Check[];
  /** Those that are no range. */
  readonly leftOut: readonly Check[];
  readonly interval: Seconds;
  readonly threshold: number;
  readonly weights: readonly number[];
}

/** What a Canary cannot say of it; `wanted` is how long the ramp takes. */
export function flaggerLosses(written: Written, wanted: Seconds): string[] {
  const { checks, leftOut, interval, threshold, weights } = written;
  const has = (direction: string) => checks.some((check) => check.direction === direction);
  const every = formatSpoken(interval);
  const takes = (weights.length - 1) * interval;
  const losses = [
    `checks within a step: metrics are asked every ${every}, and a breach is seen that late`,
    'missing data that holds: Flagger counts it as a failed check',
  ];
  if (Math.abs(takes - wanted) >= interval)
    losses.push(
      `steps of different lengths: each weight stays ${every}, all take ${formatSpoken(takes)} and not ${formatSpoken(wanted)}`,
    );
  if (has('backward')) losses.push('steps back: a backward criterion holds the weight');
  if (has('forward') || has('backward'))
    losses.push(
      `criteria by direction: outside its range a metric holds the weight, after ${threshold} such checks it goes back`,
    );
  if (has('reset')) losses.push('a reset to the first step: the canary is rolled back, to weight 0');
  for (const { metric } of leftOut) losses.push(`a criterion of ${metric} that is no range is left out`);
  if (checks.some((check) => !accepted([check]).isExact))
    losses.push('bounds that are not met themselves: < is <=, > is >=');
  return losses;
}

export const approvalLoss = ({ rules }: ExportSubject): string[] =>
  (rules?.approvals.length ?? 0) > 0 ? ['approvals: see webhooks of type confirm-traffic-increase'] : [];
