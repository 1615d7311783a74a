import type { KeySchema } from '../src/control/actuators/kind.ts';
import { timesSchema } from '../src/control/actuators/times.ts';
import { actuatorKinds } from '../src/control/actuators.ts';
import { notifierKinds, onSchema } from '../src/control/notifiers.ts';

interface Entry {
  readonly kind: string;
  readonly summary: string;
  readonly schema: KeySchema;
}

interface Schema {
  readonly $defs: Readonly<Record<string, object>>;
}

/** The schema of rollout files with the kinds of targets and of receivers that there are; all else in it stays as it is written. */
export function withKinds<S extends Schema>({ $defs, ...schema }: S): object {
  const actuators = replaced($defs, 'Actuator', actuatorKinds.map(withTimes));
  return { ...schema, $defs: replaced(actuators, 'Notification', notifierKinds.map(withEvents)) };
}

/** What every target takes besides the keys of its kind. */
const withTimes = ({ schema, ...kind }: Entry): Entry => ({
  ...kind,
  schema: { ...schema, properties: { ...schema.properties, ...timesSchema } },
});

/** What every receiver takes besides the keys of its kind. */
const withEvents = ({ schema, ...kind }: Entry): Entry => ({
  ...kind,
  schema: { ...schema, properties: { ...schema.properties, on: onSchema } },
});

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
