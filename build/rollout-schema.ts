import type { KeySchema } from '../src/control/actuators/kind.ts';
import { actuatorKinds } from '../src/control/actuators.ts';

interface Entry {
  readonly kind: string;
  readonly summary: string;
  readonly schema: KeySchema;
}

interface Schema {
  readonly $defs: Readonly<Record<string, object>>;
}

/** The schema of rollout files with the kinds of targets that there are; all else in it stays as it is written. */
export function withKinds<S extends Schema>({ $defs, ...schema }: S): object {
  return { ...schema, $defs: replaced($defs, 'Actuator', actuatorKinds) };
}

/** The definition of an entry, and after the others one of each of its kinds. */
function replaced(definitions: Schema['$defs'], name: string, kinds: readonly Entry[]): Schema['$defs'] {
  const others = Object.entries(definitions).filter(([key]) => !key.startsWith(name) || key === name);
  const entry = {
    ...definitions[name],
    properties: Object.fromEntries(kinds.map(({ kind }) => [kind, { $ref: `#/$defs/${name}_${kind}` }])),
  };
  const own = kinds.map(({ kind, summary, schema }) => [`${name}_${kind}`, definitionOf(summary, schema)]);
  return { ...Object.fromEntries(others), [name]: entry, ...Object.fromEntries(own) };
}

const definitionOf = (description: string, { properties, required }: KeySchema): object => ({
  type: 'object',
  additionalProperties: false,
  description,
  required,
  properties,
});
