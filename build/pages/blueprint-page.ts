import type { Blueprint } from '../../src/blueprint/catalog.ts';
import { type Parameter, parametersOf } from '../../src/blueprint/parameters.ts';

const HEAD = '| parameter | type | default | |\n|---|---|---|---|\n';

/** The README.md of a blueprint: what it is, a filled example, every parameter. Made from its schemas. */
export function blueprintPage(blueprint: Blueprint, example: string): string {
  const { name, title, summary, drivers } = blueprint;
  const short = name.slice(name.lastIndexOf('/') + 1);
  return `# ${title}

${summary}

\`\`\`
rollout blueprints generate --name ${short}                                   # asks for what is missing
rollout blueprints values --name ${short} --output-file values.yaml           # or start from a template
rollout blueprints validate --values-file values.yaml
${rehearsal(
  'values.yaml',
  drivers.every((list) => list === 'promql_drivers'),
)}
\`\`\`

## Example

\`example.yaml\`:

\`\`\`yaml
${example.trimEnd()}
\`\`\`

\`\`\`
${rehearsal('example.yaml', example.includes('promql_drivers:'))}
\`\`\`

## Parameters

${tableOf(parametersOf(blueprint.values()))}
## Dynamic configuration

What \`rollout dynamic-config apply\` may change while the rollout runs.

${tableOf(parametersOf(blueprint.dynamic()))}`;
}

/** A rehearsal on the built-in scenario; what a query of the user's own reads is named by `--signal`. */
const rehearsal = (file: string, ownQuery: boolean): string =>
  `rollout simulate --values-file ${file} --start${ownQuery ? ' --signal PROMQL_0=error_rate' : ''}`;

const tableOf = (parameters: readonly Parameter[]): string => HEAD + parameters.map(rowOf).join('');

function rowOf(parameter: Parameter): string {
  const { path, type, unit, description } = parameter;
  const typeAndUnit = unit ? `${type} (${unit})` : type;
  const cells = [`\`${path}\``, typeAndUnit, defaultCell(parameter), description];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

function defaultCell({ default: fallback, required }: Parameter): string {
  if (fallback !== undefined) return `\`${JSON.stringify(fallback)}\``;
  return required ? '**required**' : '';
}
