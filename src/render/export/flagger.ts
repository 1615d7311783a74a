import type { Seconds } from '../../text/duration.ts';
import { formatSpoken } from '../../text/duration.ts';
import { lookbackOf } from '../../text/promql/facts.ts';
import { type Check, checksOf } from './checks.ts';
import { plainQuery } from './query.ts';
import { accepted, type Range } from './range.ts';
import { hasFractions, intervalOf, weightsAt } from './stages.ts';
import {
  commonLosses,
  DEFAULT_PROMETHEUS,
  type Exported,
  type ExportSubject,
  rampIn,
  workloadOf,
} from './subject.ts';

const API = 'flagger.app/v1beta1';
/** So many checks may hold the weight before Flagger goes back. */
const FAILED_CHECKS = 5;
const STAYS = {
  name: 'stay-below-100',
  type: 'confirm-promotion',
  url: 'http://flagger-loadtester.test/gate/halt',
};

/** A Canary of Flagger with its MetricTemplates: the range of a metric is where nothing holds the ramp. Throws EXPORT_NO_RAMP. */
export function flaggerCanary(subject: ExportSubject): Exported {
  const { name, plan, prometheus = DEFAULT_PROMETHEUS } = subject;
  const ramp = rampIn(subject);
  const { checks, losses } = checksOf(plan);
  const metrics = rangesOf(checks);
  const holds = checks.some(({ direction }) => direction !== 'reset');
  const threshold = holds ? FAILED_CHECKS : Math.max(0, ...checks.map(({ lasts }) => lasts)) + 1;
  const interval = Math.max(intervalOf(ramp.steps), Math.ceil(plan.interval));
  const weights = weightsAt(ramp.steps, interval);
  const workload = workloadOf(subject, ramp);
  return {
    note: 'Check targetRef, service.port and the address of your Prometheus.',
    resources: [
      {
        apiVersion: API,
        kind: 'Canary',
        metadata: { name },
        spec: {
          targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload },
          service: { port: 80 },
          analysis: {
            interval: duration(interval),
            threshold,
            ...weightKeys(weights),
            metrics: metrics.map(({ metric, range, query }) => ({
              name: metric,
              templateRef: { name: `${name}-${metric}` },
              thresholdRange: range,
              interval: duration(lookbackOf(query) || interval),
            })),
            webhooks: weights.at(-1)! < 100 ? [STAYS] : undefined,
          },
        },
      },
      ...metrics.map(({ metric, query }) => ({
        apiVersion: API,
        kind: 'MetricTemplate',
        metadata: { name: `${name}-${metric}` },
        spec: { provider: { type: 'prometheus', address: prometheus }, query: plainQuery(query) },
      })),
    ],
    losses: [
      ...flaggerLosses({ checks, interval, threshold, weights }, ramp.duration),
      ...approvalLoss(subject),
      ...commonLosses(subject, ramp, false),
      ...(hasFractions(ramp.steps) ? ['parts of a percent: weights are rounded down'] : []),
      ...losses,
    ],
  };
}

interface Metric {
  readonly metric: string;
  readonly query: string;
  readonly range: Range;
}

function rangesOf(checks: readonly Check[]): Metric[] {
  const byQuery = new Map<string, Check[]>();
  for (const check of checks) {
    const key = `${check.metric} ${check.query}`;
    byQuery.set(key, [...(byQuery.get(key) ?? []), check]);
  }
  return [...byQuery.values()].flatMap((of) => {
    const { range } = accepted(of);
    return range ? [{ metric: of[0]!.metric, query: of[0]!.query, range }] : [];
  });
}

/** All but the 100 % at the end, which is the promotion. */
function weightKeys(all: readonly number[]): object {
  const weights = all.length > 1 && all.at(-1) === 100 ? all.slice(0, -1) : all;
  const [step = 0] = weights;
  if (weights.length > 1 && weights.every((weight, i) => weight === step * (i + 1)))
    return { maxWeight: weights.at(-1), stepWeight: step };
  return { stepWeights: weights };
}

interface Written {
  readonly checks: readonly Check[];
  readonly interval: Seconds;
  readonly threshold: number;
  readonly weights: readonly number[];
}

function flaggerLosses({ checks, interval, threshold, weights }: Written, wanted: Seconds): string[] {
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
  const odd = checks.filter((check) => !accepted([check]).range);
  for (const { metric } of odd) losses.push(`a criterion of ${metric} that is no range is left out`);
  if (checks.some((check) => !accepted([check]).isExact))
    losses.push('bounds that are not met themselves: < is <=, > is >=');
  return losses;
}

const approvalLoss = ({ rules }: ExportSubject): string[] =>
  (rules?.approvals.length ?? 0) > 0 ? ['approvals: see webhooks of type confirm-traffic-increase'] : [];

/** Whole minutes or seconds. */
function duration(seconds: Seconds): string {
  const whole = Math.ceil(seconds);
  return whole % 60 === 0 ? `${whole / 60}m` : `${whole}s`;
}
