import { fail, refuse } from '../errors/rollout-error.ts';
import { check, validatorOf } from '../schema/validate.ts';
import { describe } from '../schema/words.ts';
import { dropNulls } from '../text/drop-nulls.ts';
import type { Document } from '../text/yaml.ts';
import { placeIn } from './place.ts';
import type { LocatedPolicy, Policy, PolicyResource } from './policy.ts';
import { spellPolicy } from './write.ts';

type Mapping = Readonly<Record<string, unknown>>;

/**
 * A policy file, either a Policy resource or the bare policy, checked against the schema. null is the same as unset; the
 * `metadata` some tools write into a bare policy is dropped. Throws RolloutError with every fault.
 */
export async function readPolicy(document: Document): Promise<LocatedPolicy> {
  const given = mappingOf(document);
  const isResource = 'kind' in given || 'apiVersion' in given || 'spec' in given;
  const { metadata, ...bare } = given;
  if (isResource && !('kind' in given))
    throw fail(
      'VALUES_MISSING_KEY',
      { path: '', key: 'kind', description: 'write `kind: Policy`' },
      { at: document.locate('') },
    );
  refuse(check(await validatorOf('policy'), { ...document, value: isResource ? given : bare }));
  const resource = isResource
    ? { ...(given as unknown as PolicyResource), spec: spellPolicy(given.spec as Policy) }
    : wrap(bare as unknown as Policy, metadata, document.file);
  const place = placeIn({ ...document, value: given });
  const placeOf = (pointer: string) => place(isResource ? `/spec${pointer}` : pointer);
  return { name: resource.metadata.name, resource, placeOf, diagnostics: [] };
}

function mappingOf(document: Document): Mapping {
  const value = dropNulls(document.value);
  const at = document.locate('');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fail('NOT_A_MAPPING', { what: 'a policy', got: describe(value) }, { at });
  if ('policy' in value && !('circuit' in value || 'spec' in value)) {
    const wrong = { expected: 'a policy', got: 'the values of a blueprint', flag: '--values-file' };
    throw fail('VALUES_WRONG_DOCUMENT', wrong, { at });
  }
  return value as Mapping;
}

function wrap(policy: Policy, metadata: unknown, file: string): PolicyResource {
  const given = typeof metadata === 'object' && metadata !== null ? (metadata as Mapping).name : undefined;
  const name = typeof given === 'string' ? given : file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return {
    apiVersion: 'fluxninja.com/v1alpha1',
    kind: 'Policy',
    metadata: { name: toPolicyName(name), labels: { 'fluxninja.com/validate': 'true' } },
    spec: spellPolicy(policy),
  };
}

/** The nearest legal name: `My Policy_1` -> `my-policy-1`. */
export const toPolicyName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 253)
    .replace(/[^a-z0-9]+$/, '') || 'policy';
