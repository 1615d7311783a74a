import { titleOf } from './argo-metric.ts';
import type { ImportedCheck } from './imported.ts';
import type { Losses, Node } from './node.ts';
import { templateOf } from './resources.ts';

interface Analysed {
  readonly canary: Node;
  readonly analysis: Node;
  readonly resources: readonly Node[];
  readonly losses: Losses;
}

/** The metrics of an analysis, by the ends of their ranges. */
export function flaggerChecks({ canary, analysis, resources, losses }: Analysed): ImportedCheck[] {
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

/** How a query is asked, which is said beside the server and not in values. */
const PROVIDER = ['secretRef', 'headers', 'insecureSkipVerify'];

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
    if (text === undefined) return undefined;
    return { text, at: metric };
  }
  const template = templateOf('MetricTemplate', reference, 'name', resources);
  const type = template.get('spec', 'provider', 'type').text();
  const query = template.get('spec', 'query');
  losses.addKeys(template.get('spec', 'provider'), PROVIDER, `metric ${name}`);
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
