import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import type { Document } from '../text/yaml.ts';
import { describe } from './words.ts';

type Mapping = Readonly<Record<string, unknown>>;

interface Sort {
  readonly what: string;
  /** Completes "give it ...". */
  readonly where: string;
  readonly is: (value: Mapping) => boolean;
}

const DYNAMIC = ['rollout', 'reset', 'pass_through_label_values'];
const has =
  (...keys: readonly string[]) =>
  (value: Mapping): boolean =>
    keys.some((key) => key in value);

/** What people keep side by side, told apart by top-level keys; the first that fits. */
const SORTS = {
  policy: {
    what: 'a policy',
    where: 'with --policy-file',
    is: (value) => has('circuit', 'spec')(value) || value.kind === 'Policy',
  },
  values: { what: 'the values of a blueprint', where: 'with --values-file', is: has('policy') },
  'policy-test': { what: 'a policy test', where: 'to `rollout policy test`', is: has('tests') },
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
} satisfies Record<string, Sort>;

export type Expected = keyof typeof SORTS;

export const isSort = (name: string): name is Expected => Object.hasOwn(SORTS, name);

/**
 * Says so when a document is plainly another than `expected`: no mapping, or a file of a different sort. A document that
 * carries the keys of the expected sort is one, whatever else it holds.
 */
export function wrongDocument(document: Document, expected: Expected): Diagnostic | undefined {
  const { value } = document;
  const at = document.locate('');
  const { what, is } = SORTS[expected];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return diagnostic('NOT_A_MAPPING', { what, got: describe(value) }, { at });
  if (is(value as Mapping)) return undefined;
  const other = Object.values<Sort>(SORTS).find((sort) => sort.is(value as Mapping));
  return (
    other &&
    diagnostic('VALUES_WRONG_DOCUMENT', { expected: what, got: other.what, where: other.where }, { at })
  );
}
