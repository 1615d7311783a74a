import type { Seconds } from '../../text/duration.ts';
import { type Arguments, filled } from './argo-arguments.ts';
import { checksOf } from './argo-metric.ts';
import type { ImportedCheck } from './imported.ts';
import type { Losses, Node } from './node.ts';
import { templateOf } from './resources.ts';

interface Analysed {
  readonly canary: Node;
  readonly resources: readonly Node[];
  readonly losses: Losses;
}

/** The metrics of the background analysis, then those of the steps; each once. */
export function argoChecks({ canary, resources, losses }: Analysed): {
  readonly checks: ImportedCheck[];
  readonly intervals: Seconds[];
} {
  const background = canary.get('analysis');
  losses.addKeys(background, ['startingStep'], 'the background analysis');
  const inline = canary
    .get('steps')
    .list()
    .map((step) => step.get('analysis'));
  const found = [background, ...inline].flatMap((analysis) => metricsOf(analysis, resources));
  const read = new Set<string>();
  const checks: ImportedCheck[] = [];
  const intervals: Seconds[] = [];
  for (const { metric, args, isDry } of found) {
    const known = JSON.stringify([metric.value, [...args]]);
    if (read.has(known)) continue;
    read.add(known);
    if (isDry) losses.add(`metric ${metric.required('name')}: it is measured and moves nothing`, metric);
    else checks.push(...checksOf(metric, args, losses));
    const interval = filled(metric.get('interval'), args, losses).duration();
    if (interval) intervals.push(interval);
  }
  return { checks, intervals };
}

interface Found {
  readonly metric: Node;
  readonly args: Arguments;
  readonly isDry: boolean;
}

function metricsOf(analysis: Node, resources: readonly Node[]): Found[] {
  const dry = dryNames(analysis);
  return templatesOf(analysis, resources, new Set()).flatMap((template) => {
    const spec = template.get('spec');
    const args = new Map([...argumentsOf(spec), ...argumentsOf(analysis)]);
    const isDry = (name: string): boolean => [...dry, ...dryNames(spec)].includes(name);
    return spec
      .get('metrics')
      .list()
      .map((metric) => ({ metric, args, isDry: isDry(metric.required('name')) || isDry('.*') }));
  });
}

const dryNames = (node: Node): string[] =>
  node
    .get('dryRun')
    .list()
    .map((one) => one.required('metricName'));

/** With the templates that a template names. */
function templatesOf(node: Node, resources: readonly Node[], seen: Set<Node>): Node[] {
  return node
    .get('templates')
    .list()
    .flatMap((reference) => {
      const isCluster = reference.get('clusterScope').value === true;
      const kind = isCluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      const template = templateOf(kind, reference, 'templateName', resources);
      if (seen.has(template)) return [];
      seen.add(template);
      return [template, ...templatesOf(template.get('spec'), resources, seen)];
    });
}

const argumentsOf = (node: Node): [string, string][] =>
  node
    .get('args')
    .list()
    .flatMap((one) => {
      const value = one.get('value').text();
      if (value === undefined) return [];
      return [[one.required('name'), value]];
    });
