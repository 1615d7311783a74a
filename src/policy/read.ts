import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, diagnostic, type Place, throwIfErrors } from '../errors/rollout-error.ts';
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

/** A policy file as it is written: the resource, or the bare policy. */
interface PolicyFile {
  /** What the schema checks. */
  readonly value: Mapping;
  /** Of any shape. */
  readonly policy: unknown;
  /** JSON pointer of the policy in the file. */
  readonly pointer: '' | '/spec';
  /** Faults that the schema cannot find. */
  readonly faults: readonly Diagnostic[];
  /** The resource, once the file is known to be valid. */
  readonly toResource: () => PolicyResource;
}

/**
 * A policy file, either a Policy resource or the bare policy, checked against the schema. null is the same as
 * unset; the `metadata` some tools write into a bare policy is dropped. Throws RolloutError with every fault.
 */
export async function readPolicy(document: Document): Promise<LocatedPolicy> {
  const given = mappingOf(document);
  const isResource = 'kind' in given || 'apiVersion' in given || 'spec' in given;
  const file = isResource ? resourceFile(given, document) : bareFile(given, document);
  const place = placeIn({ ...document, value: given });
  const placeOf = (pointer: string): Place => place(file.pointer + pointer);
  throwIfErrors(await faultsOf(file, document, placeOf));
  const resource = file.toResource();
  return { name: resource.metadata.name, resource, placeOf, diagnostics: [] };
}

function mappingOf(document: Document): Mapping {
  const given = { ...document, value: dropNulls(document.value) };
  const wrong = wrongDocument(given, 'policy');
  if (wrong) throwIfErrors([wrong]);
  return given.value as Mapping;
}

const resourceFile = (given: Mapping, document: Document): PolicyFile => ({
  value: { kind: 'Policy', ...given },
  policy: given.spec,
  pointer: '/spec',
  faults: 'kind' in given ? [] : [missingKind(document)],
  toResource: () => ({ ...(given as unknown as PolicyResource), spec: spellPolicy(given.spec as Policy) }),
});

function bareFile({ metadata, ...bare }: Mapping, { file }: Document): PolicyFile {
  const toResource = (): PolicyResource => ({
    apiVersion: 'fluxninja.com/v1alpha1',
    kind: 'Policy',
    metadata: { name: nameOf(metadata, file), labels: { 'fluxninja.com/validate': 'true' } },
    spec: spellPolicy(bare as unknown as Policy),
  });
  return { value: bare, policy: bare, pointer: '', faults: [], toResource };
}

const missingKind = (document: Document): Diagnostic =>
  diagnostic(
    'VALUES_MISSING_KEY',
    { path: '', key: 'kind', description: 'write `kind: Policy`' },
    { at: document.locate('') },
  );

/**
 * Everything wrong with a policy file: by the schema, and where that finds something, in its circuit and
 * queries too.
 */
async function faultsOf(
  { value, policy, pointer, faults }: PolicyFile,
  document: Document,
  placeOf: (pointer: string) => Place,
): Promise<Diagnostic[]> {
  const { diagnostics, pointers } = inspect(await validatorOf('policy'), { ...document, value });
  if (faults.length + diagnostics.length === 0) return [];
  const invalidPart = invalidParts(pointers);
  const { circuit } = (policy ?? {}) as Mapping;
  const found = withLinkFaults([...faults, ...diagnostics], {
    circuit,
    placeOf,
    invalidPart: (component) => invalidPart(pointer + component),
  });
  return inFileOrder([...found, ...(await queryFaults(circuit, placeOf))]);
}

/** The name in the metadata, else that of the file. */
function nameOf(metadata: unknown, file: string): string {
  const given = (metadata as { readonly name?: unknown } | null | undefined)?.name;
  if (typeof given === 'string') return toPolicyName(given);
  return toPolicyName(file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''));
}

/** The nearest legal name: `My Policy_1` -> `my-policy-1`. */
export const toPolicyName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 253)
    .replace(/[^a-z0-9]+$/, '') || 'policy';
