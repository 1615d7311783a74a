import { signOf } from '../../rollout/criterion.ts';
import { formatShort, type Seconds } from '../../text/duration.ts';
import { argoLosses } from './argo-losses.ts';
import { type Check, checksOf, freeName, nothingLeft } from './checks.ts';
import { asVector, plainQuery } from './query.ts';
import { isGradual, type Stage, stagesOf } from './stages.ts';
import {
  commonLosses,
  DEFAULT_PROMETHEUS,
  type Exported,
  type ExportSubject,
  rampIn,
  workloadOf,
} from './subject.ts';

const API = 'argoproj.io/v1alpha1';

/**
 * A Rollout of Argo Rollouts and its AnalysisTemplates: a reset is a background analysis that aborts, a forward criterion an
 * analysis that each raise waits for. Throws EXPORT_NO_RAMP.
 */
export function argoRollout(subject: ExportSubject): Exported {
  const { name, plan, rules, prometheus = DEFAULT_PROMETHEUS } = subject;
  const ramp = rampIn(subject);
  const { checks, losses } = checksOf(plan);
  const guards = checks.filter(({ direction }) => direction === 'reset');
  const stages = stagesOf(ramp.steps, rules?.approvals);
  const gates = stages.length > 1 ? checks.filter(({ direction }) => direction !== 'reset') : [];
  const [guard, gate] = [guards.length > 0 && `${name}-reset`, gates.length > 0 && `${name}-forward`];
  const canary = {
    analysis: guard ? { templates: [{ templateName: guard }] } : undefined,
    steps: stepsOf(stages, gate || undefined),
  };
  const workload = workloadOf(subject, ramp);
  const templates: object[] = [];
  if (gate) templates.push(template(gate, gates.map(gateMetric), prometheus));
  if (guard) templates.push(template(guard, guards.map(guardMetric), prometheus));
  return {
    note: 'For version 1.8 or later. Check workloadRef and the address of your Prometheus, and add trafficRouting.',
    resources: [
      {
        apiVersion: API,
        kind: 'Rollout',
        metadata: { name },
        spec: {
          workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload },
          strategy: { canary },
        },
      },
      ...templates,
    ],
    losses: [
      ...argoLosses(checks, subject),
      ...commonLosses(subject, ramp, isGradual(ramp.steps)),
      ...losses,
      ...nothingLeft(checks, losses.length > 0),
    ],
  };
}

/** A ramp that ends below 100 % stays there until somebody promotes it. */
function stepsOf(stages: readonly Stage[], gate: string | undefined): object[] {
  const steps: object[] = [];
  for (const [i, { weight, hold, isApproved }] of stages.entries()) {
    if (isApproved) steps.push({ pause: {} });
    if (gate !== undefined && i > 0) steps.push({ analysis: { templates: [{ templateName: gate }] } });
    steps.push({ setWeight: weight });
    if (hold > 0) steps.push({ pause: { duration: formatShort(Math.ceil(hold)) } });
  }
  if (stages.at(-1)!.weight < 100) steps.push({ pause: {} });
  return steps;
}

interface Metric {
  readonly name: string;
}

/** Metrics of one name are an error: the second of it has a number. */
function eachNamed(metrics: readonly Metric[]): Metric[] {
  const names = new Set<string>();
  return metrics.map((metric) => ({ ...metric, name: freeName(metric.name, names) }));
}

const template = (
  name: string,
  metrics: readonly ((address: string) => Metric)[],
  address: string,
): object => ({
  apiVersion: API,
  kind: 'AnalysisTemplate',
  metadata: { name },
  spec: { metrics: eachNamed(metrics.map((metric) => metric(address))) },
});

/** The name of a gate, and what it waits for. */
function gateOf(check: Check) {
  if (check.direction === 'backward')
    return { name: `${check.metric}-backward`, successCondition: isNot(check) };
  return { name: check.metric, successCondition: is(check) };
}

/** Measures until it holds often enough, and never fails. */
const gateMetric = (check: Check) => (address: string) => {
  const { name, successCondition } = gateOf(check);
  return {
    name,
    interval: interval(check.every),
    successCondition,
    consecutiveSuccessLimit: check.lasts + 1,
    failureLimit: -1,
    provider: provider(check, address),
  };
};

const guardMetric = (check: Check) => (address: string) => ({
  name: check.metric,
  interval: interval(check.every),
  failureCondition: is(check),
  failureLimit: check.lasts,
  provider: provider(check, address),
});

const provider = ({ query }: Check, address: string): object => ({
  prometheus: { address, query: plainQuery(asVector(query)) },
});

const interval = (every: Seconds): string => formatShort(Math.max(1, every));

/** No value meets no criterion. */
const is = (check: Check): string =>
  `len(result) > 0 && ${noNumber(check, '!isNaN(result[0]) && ')}${comparison(check)}`;

const isNot = (check: Check): string =>
  `len(result) == 0 || ${noNumber(check, 'isNaN(result[0]) || ')}!(${comparison(check)})`;

const comparison = ({ operator, threshold }: Check): string => `result[0] ${signOf(operator)} ${threshold}`;

/** What is no number is unequal to all of them. */
const noNumber = ({ operator }: Check, guard: string): string => (operator === 'neq' ? guard : '');
