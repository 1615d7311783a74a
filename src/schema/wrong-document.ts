import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import type { Document } from '../text/yaml.ts';
import { describe } from './words.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** A type of file that users write, recognised by its top-level keys. */
interface DocumentType {
  readonly what: string;
  /** Completes "give it ...". */
  readonly where: string;
  /** The same of what was typed into a command line, where that is another flag. */
  readonly whereTyped?: string;
  readonly is: (value: Mapping) => boolean;
}

const DYNAMIC = ['rollout', 'reset', 'pass_through_label_values'];
const has =
  (...keys: readonly string[]) =>
  (value: Mapping): boolean =>
    keys.some((key) => key in value);

/** Tried in this order: the first that fits is the type of a document. */
const DOCUMENT_TYPES = {
  policy: {
    what: 'a policy',
    where: 'with --policy-file',
    is: (value) => has('circuit', 'spec')(value) || value.kind === 'Policy',
  },
  values: {
    what: 'the values of a blueprint',
    where: 'with --values-file',
    whereTyped: 'with --value, to a command that takes values',
    is: has('policy'),
  },
  'policy-test': { what: 'a policy test', where: 'to `rollout policy test`', is: has('tests') },
  rollout: {
    what: 'a rollout file',
    where: 'to `rollout simulate` with --rollout-file',
    is: (value) => 'actuators' in value || (typeof value.rollout === 'string' && 'prometheus' in value),
  },
  dashboard: {
    what: 'a Grafana dashboard',
    where: 'to Grafana',
    is: (value) => 'panels' in value && 'schemaVersion' in value,
  },
  dynamic: {
    what: 'a dynamic configuration',
    where: 'to `rollout dynamic-config apply` with --file, or to `rollout simulate` with --dynamic-config',
    is: (value) => has(...DYNAMIC)(value) && Object.keys(value).every((key) => DYNAMIC.includes(key)),
  },
  scenario: {
    what: 'a scenario',
    where: 'to `rollout simulate` with --scenario',
    is: has('traffic', 'service', 'signals', 'events'),
  },
} satisfies Record<string, DocumentType>;

export type Expected = keyof typeof DOCUMENT_TYPES;

export const isDocumentType = (name: string): name is Expected => Object.hasOwn(DOCUMENT_TYPES, name);

/**
 * A fault when a document is no mapping, or is of another type than `expected`. A document with the keys of
 * the expected type is of that type, whatever other keys it has.
 */
export function wrongDocument(document: Document, expected: Expected): Diagnostic | undefined {
  const { value } = document;
  const at = document.locate('');
  const { what, is } = DOCUMENT_TYPES[expected];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return diagnostic('NOT_A_MAPPING', { what, got: describe(value) }, { at });
  if (is(value as Mapping)) return undefined;
  const other = Object.values<DocumentType>(DOCUMENT_TYPES).find((type) => type.is(value as Mapping));
  if (!other) return undefined;
  const { where, whereTyped = where } = other;
  const params = { expected: what, got: other.what, where: at.line === null ? whereTyped : where };
  return diagnostic('VALUES_WRONG_DOCUMENT', params, { at });
}
