import type { Kind } from '../circuit/kind.ts';
import { kinds } from '../circuit/kinds.ts';
import {
  type ConfigSchema,
  type Definitions,
  duration,
  list,
  object,
  ref,
  text,
} from '../circuit/schema/config-schema.ts';
import { definitions } from '../circuit/schema/definitions.ts';
import { configSchema } from '../circuit/schema/kind-schema.ts';
import { resourceDefinitions } from './resource-definitions.ts';

const published = kinds.filter((kind) => !kind.internal);
const groups = [...new Set(published.flatMap((kind) => kind.group ?? []))];

/** Every shape of the policy language by name: the shared ones, one per kind, and what they stand in. */
export const policyDefinitions: Definitions = {
  PolicyResource: object(
    'A policy as a Kubernetes resource.',
    {
      apiVersion: {
        const: 'fluxninja.com/v1alpha1',
        type: 'string',
        description: 'The version of the format.',
      },
      kind: { const: 'Policy', type: 'string', description: 'What the resource is.' },
      metadata: object(
        'The name of the policy, and what is known about it.',
        {
          name: text('The name: lower-case letters, digits, dashes and dots.', {
            pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$',
            maxLength: 253,
          }),
          labels: { type: 'object', description: 'Labels.', additionalProperties: { type: 'string' } },
          annotations: {
            type: 'object',
            description: 'Annotations.',
            additionalProperties: { type: 'string' },
          },
        },
        ['name'],
        { additionalProperties: true },
      ),
      spec: ref('Policy'),
      dynamicConfig: { type: 'object', description: 'The dynamic configuration.' },
      status: { type: 'object', description: 'What a cluster adds; not read.' },
    },
    ['kind', 'metadata', 'spec'],
  ),
  Policy: object(
    'A circuit and the resources it needs.',
    {
      circuit: ref('Circuit'),
      resources: ref('Resources'),
    },
    ['circuit'],
  ),
  Circuit: object('Components, connected by the signals they name.', {
    evaluation_interval: duration('The time between two ticks, above zero.', { default: '0.5s' }),
    components: list(
      'The components; their order decides nothing but where a loop is cut.',
      ref('Component'),
    ),
  }),
  Component: component(),
  ...Object.fromEntries(groups.map((group) => [pascal(group), componentsOf(group)])),
  ...Object.fromEntries(published.map((kind) => [definitionName(kind), configSchema(kind)])),
  ...definitions,
  ...resourceDefinitions,
};

/** The published schema of a policy file: a Policy resource, or the bare policy. */
export const policySchema = (): ConfigSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Policy',
  type: 'object',
  if: { required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
  then: ref('PolicyResource'),
  else: ref('Policy'),
  $defs: policyDefinitions,
});

/** The name of a kind's own definition: `Decider`, `FlowControlLoadRamp`. */
export function definitionName(kind: Kind): string {
  return pascal(kind.group ? `${kind.group}_${kind.kind}` : kind.kind);
}

function component(): ConfigSchema {
  const alone = published.filter((kind) => !kind.group).map((kind) => [kind.kind, ref(definitionName(kind))]);
  const grouped = groups.map((group) => [group, ref(pascal(group))]);
  return oneKey(
    'One component: a mapping with one key, its kind.',
    Object.fromEntries([...alone, ...grouped].sort()),
  );
}

function componentsOf(group: string): ConfigSchema {
  const inside = published
    .filter((kind) => kind.group === group)
    .map((kind) => [kind.kind, ref(definitionName(kind))]);
  return oneKey(`Components of ${group}: a mapping with one key.`, Object.fromEntries(inside));
}

function oneKey(description: string, properties: Readonly<Record<string, ConfigSchema>>): ConfigSchema {
  return object(description, properties, [], { minProperties: 1, maxProperties: 1 });
}

function pascal(snake: string): string {
  return snake
    .split('_')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
}
