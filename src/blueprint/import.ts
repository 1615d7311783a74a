import { type Diagnostic, fail } from '../errors/rollout-error.ts';
import { printableLine } from '../text/printable.ts';
import { loadPromql } from '../text/promql.ts';
import { findBlueprint } from './catalog.ts';
import { importArgo } from './import/argo.ts';
import { importFlagger } from './import/flagger.ts';
import { type Imported, valuesOf } from './import/imported.ts';
import { Losses, type Node } from './import/node.ts';
import { resourcesIn } from './import/resources.ts';
import { writeValues } from './template.ts';

/** Tools whose resources can be read, by the name of each. */
export const IMPORTS: Readonly<Record<string, (resources: readonly Node[], losses: Losses) => Imported>> = {
  argo: importArgo,
  flagger: importFlagger,
};

/** Values, and what they cannot say of what was read. */
export interface ImportedValues {
  readonly values: object;
  readonly losses: readonly Diagnostic[];
}

/** Reads a file of resources. Throws YAML_*, VALUES_*, IMPORT_*. */
export async function importValues(from: string, text: string, file: string): Promise<ImportedValues> {
  const losses = new Losses();
  const imported = IMPORTS[from]!(resourcesIn(text, file), losses);
  const check = await loadPromql();
  for (const { title, query, node } of imported.checks) {
    const fault = check(query).faults.find(({ kind }) => kind !== 'series');
    if (fault) throw fail('IMPORT_QUERY', { metric: title, why: fault.message }, node.place);
  }
  return { values: valuesOf(imported), losses: losses.diagnostics };
}

const BLUEPRINT = 'policies/feature-rollout/promql';

/** A values file with what was lost in comments at its head; `schema` is named for editors. */
export async function importedText(
  { values, losses }: ImportedValues,
  schemaOf: (schema: string) => string,
): Promise<string> {
  const blueprint = await findBlueprint(BLUEPRINT);
  const schema = schemaOf(blueprint.files.values);
  const text = writeValues(blueprint, values, { comments: false, schema });
  const [modeline, name, ...rest] = text.split('\n');
  const lost = losses.map(({ message, line }) =>
    printableLine(`# - ${message}${line ? ` (line ${line})` : ''}`),
  );
  return [modeline, name, ...lost, ...rest].join('\n');
}
