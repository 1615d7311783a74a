import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { titleOf } from './argo-analysis.ts';
import { addStage, type Imported, type ImportedCheck, type ImportedStep } from './imported.ts';
import type { Losses, Node } from './node.ts';
import { nameOf, onlyOf, templateOf } from './resources.ts';

const DEFAULT_INTERVAL: Seconds = 60;
/** Flagger asks its metrics once a weight; a policy looks oftener. */
const MAX_EVALUATION_INTERVAL: Seconds = 10;
const LOST = ['match', 'mirror', 'sessionAffinity', 'stepWeightPromotion', 'alerts'];

/** A Canary with the metrics that it names. Throws IMPORT_*, VALUES_*. */
export function importFlagger(resources: readonly Node[], losses: Losses): Imported {
  const canary = onlyOf('Canary', resources);
  const name = nameOf(canary);
  const spec = canary.get('spec');
  const analysis = spec.get('analysis').isMissing ? spec.get('canaryAnalysis') : spec.get('analysis');
  const weights = weightsOf(analysis);
  if (weights.length === 0) {
    const iterations = analysis.get('iterations');
    const why = iterations.isMissing ? 'no stepWeight and no stepWeights' : 'it has iterations';
    throw fail('IMPORT_NO_WEIGHTS', { name, why }, (iterations.isMissing ? analysis : iterations).place);
  }
  losses.addKeys(analysis, LOST, 'the analysis');
  losses.addKeys(spec, ['skipAnalysis', 'suspend'], 'the canary');
  const interval = analysis.get('interval').duration() ?? DEFAULT_INTERVAL;
  const isConfirmed = webhooks(analysis, losses);
  const steps: ImportedStep[] = [];
  for (const weight of weights) addStage(steps, weight, interval);
  if (!isConfirmed && weights.at(-1)! < 100) addStage(steps, 100, 0);
  return {
    name,
    service: spec.get('targetRef', 'name').text() || name,
    interval: Math.min(interval || DEFAULT_INTERVAL, MAX_EVALUATION_INTERVAL),
    steps,
    checks: checksOf({ canary, analysis, resources, losses }),
  };
}

function weightsOf(analysis: Node): number[] {
  const list = analysis.get('stepWeights').list();
  if (list.length > 0) return list.map((one) => percentOf(one.number() ?? 0));
  const step = analysis.get('stepWeight').number();
  if (step === undefined || step <= 0) return [];
  const most = percentOf(analysis.get('maxWeight').number() ?? 100);
  const weights = Array.from({ length: Math.min(100, Math.floor(most / step)) }, (_, i) => step * (i + 1));
  return weights.at(-1) === most || most === 0 ? weights : [...weights, most];
}

const percentOf = (weight: number): number => Math.min(100, Math.max(0, weight));

/** Whether somebody confirms the promotion. */
function webhooks(analysis: Node, losses: Losses): boolean {
  let isConfirmed = false;
  for (const hook of analysis.get('webhooks').list()) {
    const type = hook.get('type').text() ?? 'rollout';
    const isPromotion = type === 'confirm-promotion';
    isConfirmed ||= isPromotion;
    const instead = isPromotion
      ? ': the ramp ends at its last weight, so add a step to 100'
      : type.startsWith('confirm') && ': see approvals and gates of the rollout file';
    losses.add(`webhook ${hook.get('name').text() ?? ''} of type ${type}${instead || ''}`, hook);
  }
  return isConfirmed;
}

interface Analysed {
  readonly canary: Node;
  readonly analysis: Node;
  readonly resources: readonly Node[];
  readonly losses: Losses;
}

function checksOf({ canary, analysis, resources, losses }: Analysed): ImportedCheck[] {
  const threshold = analysis.get('threshold');
  const isHeld = (threshold.number() ?? 0) > 1;
  const checks = analysis
    .get('metrics')
    .list()
    .flatMap((metric) => metricChecks(metric, { canary, analysis, resources, losses }, isHeld));
  if (isHeld && checks.length > 0)
    losses.add(`threshold ${threshold.value}: the first check outside its range resets`, threshold);
  return checks;
}

function metricChecks(metric: Node, of: Analysed, isHeld: boolean): ImportedCheck[] {
  const name = metric.required('name');
  const node = queryOf(metric, of);
  if (node === undefined) return [];
  const query = resolve(node.text, variablesOf(metric, of), () =>
    of.losses.add(`a template of metric ${name}: put what it stands for into the query`, metric),
  ).trim();
  const range = metric.get('thresholdRange');
  const old = metric.get('threshold').number();
  const isMin = name === 'request-success-rate';
  const [min, max] = [
    range.get('min').number() ?? (isMin ? old : undefined),
    range.get('max').number() ?? (isMin ? undefined : old),
  ];
  if (min === undefined && max === undefined) of.losses.add(`metric ${name}: it has no range`, metric);
  const check = { title: titleOf(name), query, node: node.at };
  const bounded = (
    bound: number | undefined,
    inside: 'gte' | 'lte',
    outside: 'lt' | 'gt',
  ): ImportedCheck[] => {
    if (bound === undefined) return [];
    const reset = { ...check, direction: 'reset', operator: outside, threshold: bound } as const;
    if (!isHeld) return [reset];
    return [{ ...check, direction: 'forward', operator: inside, threshold: bound }, reset];
  };
  return [...bounded(max, 'lte', 'gt'), ...bounded(min, 'gte', 'lt')];
}

interface Query {
  readonly text: string;
  readonly at: Node;
}

/** The query of a template, one that is written out, or one that Flagger has of itself. */
function queryOf(metric: Node, { canary, resources, losses }: Analysed): Query | undefined {
  const name = metric.required('name');
  const own = metric.get('query').text();
  if (own !== undefined) return { text: own, at: metric.get('query') };
  const reference = metric.get('templateRef');
  if (reference.isMissing) {
    const provider = canary.get('spec', 'provider').text() ?? 'istio';
    const text = provider === 'istio' ? BUILT_IN[name] : undefined;
    const what = text ? 'it is asked of Istio' : `its query for ${provider} is not known`;
    losses.add(`metric ${name} of Flagger itself: ${what}`, metric);
    return text === undefined ? undefined : { text, at: metric };
  }
  const template = templateOf('MetricTemplate', reference, 'name', resources);
  const type = template.get('spec', 'provider', 'type').text();
  const query = template.get('spec', 'query');
  if (type === 'prometheus' && !query.isMissing) return { text: query.text()!, at: query };
  losses.add(`metric ${name}: only queries of a Prometheus are read`, metric);
  return undefined;
}

const ISTIO =
  'reporter="destination",destination_workload_namespace="{{ namespace }}",destination_workload=~"{{ target }}"';
const BUILT_IN: Readonly<Record<string, string>> = {
  'request-success-rate': `100 * sum(rate(istio_requests_total{${ISTIO},response_code!~"5.."}[{{ interval }}])) / sum(rate(istio_requests_total{${ISTIO}}[{{ interval }}]))`,
  'request-duration': `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${ISTIO}}[{{ interval }}])))`,
};

function variablesOf(metric: Node, { canary }: Analysed): ReadonlyMap<string, string> {
  const spec = canary.get('spec');
  const target = spec.get('targetRef', 'name').text() ?? '';
  const own = metric.get('templateVariables');
  return new Map([
    ['name', canary.get('metadata', 'name').text() ?? ''],
    ['namespace', canary.get('metadata', 'namespace').text() ?? 'default'],
    ['target', target],
    ['service', spec.get('service', 'name').text() ?? target],
    ['ingress', spec.get('ingressRef', 'name').text() ?? ''],
    ['interval', metric.get('interval').text() ?? '1m'],
    ...own.keys.map((key) => [`variables.${key}`, own.get(key).text() ?? ''] as const),
  ]);
}

function resolve(text: string, variables: ReadonlyMap<string, string>, lost: () => void): string {
  return text.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (placeholder, name: string) => {
    const value = variables.get(name.replace(/^index variables "([\w-]+)"$/, 'variables.$1'));
    if (value === undefined) lost();
    return value ?? placeholder;
  });
}
