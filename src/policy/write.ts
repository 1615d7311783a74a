import { spellDurations } from '../circuit/schema/normalise.ts';
import { printableJson } from '../text/printable.ts';
import { dumpYaml } from '../text/yaml.ts';
import type { Policy, PolicyResource } from './policy.ts';
import { policyDefinitions } from './policy-schema.ts';

/** `cr`: the Kubernetes resource; `spec`: the bare policy. */
export type PolicyFormat = 'cr' | 'spec';

/** Where a rendered policy holds its values, as JSON. */
export const VALUES_ANNOTATION = 'fluxninja.com/values';

/** What a rendered policy says of the blueprint and the values it comes from. */
export interface Provenance {
  readonly blueprint: string;
  /** As the user wrote them, before defaults. */
  readonly values: unknown;
}

/** A policy as a resource, its durations in protobuf's form (`5m` -> `300s`). */
export function toResource(name: string, policy: Policy, provenance?: Provenance): PolicyResource {
  const metadata = {
    name,
    labels: { 'fluxninja.com/validate': 'true' },
    ...(provenance && { annotations: annotationsOf(provenance) }),
  };
  return { apiVersion: 'fluxninja.com/v1alpha1', kind: 'Policy', metadata, spec: spellPolicy(policy) };
}

/** A copy with every duration in protobuf's form. */
export const spellPolicy = (policy: Policy): Policy =>
  spellDurations(policyDefinitions.Policy!, policy, policyDefinitions) as Policy;

/** The text of a policy file; keys sorted, so that the same policy gives the same bytes. */
export function writePolicy(
  resource: PolicyResource,
  format: PolicyFormat,
  form: 'yaml' | 'json' = 'yaml',
): string {
  const content = sortKeys(format === 'cr' ? resource : resource.spec);
  return form === 'json' ? `${printableJson(content, 2)}\n` : dumpYaml(content);
}

const annotationsOf = ({ blueprint, values }: Provenance): Record<string, string> => ({
  'fluxninja.com/blueprint-name': blueprint,
  'fluxninja.com/blueprints-uri': 'embedded',
  [VALUES_ANNOTATION]: JSON.stringify(sortKeys(values)),
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}
