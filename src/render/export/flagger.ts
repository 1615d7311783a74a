import type { Seconds } from '../../text/duration.ts';
import { lookbackOf } from '../../text/promql/facts.ts';
import { type Check, checksOf, nothingLeft } from './checks.ts';
import { approvalLoss, flaggerLosses, type Written } from './flagger-losses.ts';
import { plainQuery } from './query.ts';
import { accepted, type Range } from './range.ts';
import { intervalOf, weightsAt } from './stages.ts';
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
  const { checks: all, losses } = checksOf(plan);
  const checks = all.filter(isRange);
  const leftOut = all.filter((check) => !isRange(check));
  const metrics = rangesOf(checks);
  const interval = Math.max(intervalOf(ramp.steps), Math.ceil(plan.interval));
  const weights = weightsAt(ramp.steps, interval);
  const written = { checks, leftOut, interval, threshold: thresholdOf(checks), weights };
  return {
    note: 'Check targetRef, service.port and the address of your Prometheus.',
    resources: [
      canaryOf(name, workloadOf(subject, ramp), analysisOf(name, metrics, written)),
      ...metrics.map((metric) => templateOf(name, metric, prometheus)),
    ],
    losses: [
      ...flaggerLosses(written, ramp.duration),
      ...approvalLoss(subject),
      ...commonLosses(subject, ramp, false),
      ...losses,
      ...nothingLeft(checks, leftOut.length + losses.length > 0),
    ],
  };
}

const isRange = (check: Check): boolean => accepted([check]).range !== undefined;

/** Where nothing but a reset looks at a metric, it acts at once. */
function thresholdOf(checks: readonly Check[]): number {
  const holds = checks.some(({ direction }) => direction !== 'reset');
  if (holds) return FAILED_CHECKS;
  return Math.max(0, ...checks.map(({ lasts }) => lasts)) + 1;
}

const canaryOf = (name: string, workload: string, analysis: object): object => ({
  apiVersion: API,
  kind: 'Canary',
  metadata: { name },
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload },
    service: { port: 80 },
    analysis,
  },
});

const analysisOf = (
  name: string,
  metrics: readonly Metric[],
  { interval, threshold, weights }: Written,
): object => ({
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
});

const templateOf = (name: string, { metric, query }: Metric, address: string): object => ({
  apiVersion: API,
  kind: 'MetricTemplate',
  metadata: { name: `${name}-${metric}` },
  spec: { provider: { type: 'prometheus', address }, query: plainQuery(query) },
});

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
    if (!range) return [];
    return [{ metric: of[0]!.metric, query: of[0]!.query, range }];
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

/** Whole minutes or seconds. */
function duration(seconds: Seconds): string {
  const whole = Math.ceil(seconds);
  if (whole % 60 === 0) return `${whole / 60}m`;
  return `${whole}s`;
}
