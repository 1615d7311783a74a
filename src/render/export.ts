import { printableJson, printableLine } from '../text/printable.ts';
import { dumpYaml } from '../text/yaml.ts';
import { criteriaAlerts } from './export/alerts.ts';
import { argoRollout } from './export/argo.ts';
import { flaggerCanary } from './export/flagger.ts';
import type { Exported, ExportSubject } from './export/subject.ts';

/** Tools that a rollout can be written for, by the name of each. */
export const EXPORTS: Readonly<
  Record<string, { readonly tool: string; readonly write: (subject: ExportSubject) => Exported }>
> = {
  argo: { tool: 'Argo Rollouts', write: argoRollout },
  alerts: { tool: 'alerting rules', write: criteriaAlerts },
  flagger: { tool: 'Flagger', write: flaggerCanary },
};

/** Resources in one file; at its head what to fill in, and what the tool cannot say. */
export function exportText({ note, resources, losses }: Exported, title: string): string {
  const lines = [title, note, ...losses.map((loss) => `- not here: ${loss}`)];
  const comments = lines.map((line) => `# ${printableLine(line)}\n`).join('');
  return `${comments}${resources.map((resource) => dumpYaml(resource)).join('---\n')}`;
}

/** The same as one JSON document, which has no comments. */
export const exportJson = ({ resources }: Exported): string =>
  `${printableJson(resources.length === 1 ? resources[0] : { apiVersion: 'v1', kind: 'List', items: resources }, 2)}\n`;
