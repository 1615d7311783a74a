import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, diagnostic, throwIfErrors } from '../errors/rollout-error.ts';
import { inspect, validatorOf } from '../schema/validate.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { dropNulls } from '../text/drop-nulls.ts';
import type { Document } from '../text/yaml.ts';
import { invalidParts, withLinkFaults } from './link-faults.ts';
import { queryFaults } from './lint/queries.ts';
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
  const missing = isResource && !('kind' in given) ? [missingKind(document)] : [];
  const own = isResource ? '/spec' : '';
  const place = placeIn({ ...document, value: given });
  const placeOf = (pointer: string) => place(own + pointer);
  const value = isResource ? { kind: 'Policy', ...given } : bare;
  const { diagnostics, pointers } = inspect(await validatorOf('policy'), { ...document, value });
  if (missing.length + diagnostics.length > 0) {
    const invalidPart = invalidParts(pointers);
    const { circuit } = ((isResource ? given.spec : bare) ?? {}) as Mapping;
    const found = withLinkFaults([...missing, ...diagnostics], {
      circuit,
      placeOf,
      invalidPart: (pointer) => invalidPart(own + pointer),
    });
    throwIfErrors(inFileOrder([...found, ...(await queryFaults(circuit, placeOf))]));
  }
  const resource = isResource
    ? { ...(given as unknown as PolicyResource), spec: spellPolicy(given.spec as Policy) }
    : wrap(bare as unknown as Policy, metadata, document.file);
  return { name: resource.metadata.name, resource, placeOf, diagnostics: [] };
}

const missingKind = (document: Document): Diagnostic =>
  diagnostic(
    'VALUES_MISSING_KEY',
    { path: '', key: 'kind', description: 'write `kind: Policy`' },
    { at: document.locate('') },
  );

function mappingOf(document: Document): Mapping {
  const given = { ...document, value: dropNulls(document.value) };
  const wrong = wrongDocument(given, 'policy');
  throwIfErrors(wrong ? [wrong] : []);
  return given.value as Mapping;
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
