import type { DynamicCell } from '../circuit/plan.ts';
import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { suggest } from '../text/suggest.ts';
import { type DynamicDocument, lookUp } from './dynamic-config.ts';

const FLAGS = ['rollout', 'reset'];
const PASS_THROUGH = 'pass_through_label_values';

/** The first parts of all keys that a document may have: those of every policy, and `keys`, which its policy reads. */
export const rootsOf = (keys: Iterable<string>): ReadonlySet<string> =>
  new Set([...FLAGS, PASS_THROUGH, ...keys].map((key) => key.split('.')[0]!));

/** What is wrong with a document of dynamic configuration: keys that nobody reads, and values that are not of their key. */
export function checkDynamicKeys(
  document: object,
  roots: ReadonlySet<string>,
  placeOf: (key: string) => Place,
): Diagnostic[] {
  return Object.entries(document).flatMap(([key, value]) => {
    if (!roots.has(key)) return [unknownKey(key, roots, placeOf(key))];
    const expected = expectation(key, value);
    if (expected === undefined) return [];
    return [diagnostic('DYNAMIC_TYPE', { key, expected, got: JSON.stringify(value) }, placeOf(key))];
  });
}

function unknownKey(key: string, roots: ReadonlySet<string>, place: Place): Diagnostic {
  const params = { key, suggestion: suggest(key, roots), known: [...roots].join(', ') };
  return diagnostic('DYNAMIC_UNKNOWN_KEY', params, place);
}

/** What a key must be, when its value is not that. */
function expectation(key: string, value: unknown): string | undefined {
  if (FLAGS.includes(key)) return typeof value === 'boolean' ? undefined : 'true or false';
  if (key !== PASS_THROUGH) return undefined;
  const isStrings = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return isStrings ? undefined : 'a list of strings';
}

/** A key, and what its values are. */
export type TypedKey = Pick<DynamicCell, 'key' | 'takes' | 'expected'>;

/** The values of a document that are none of the types of its keys; those of every policy's keys are left out. */
export function checkDynamicValues(
  document: DynamicDocument,
  cells: readonly TypedKey[],
  placeOf: (key: string) => Place,
): Diagnostic[] {
  return cells.flatMap(({ key, takes, expected }) => {
    const value = lookUp(document, key);
    if (FLAGS.includes(key) || value === undefined || takes(value)) return [];
    return [
      diagnostic('DYNAMIC_TYPE', { key, expected, got: JSON.stringify(value) }, placeOf(key.split('.')[0]!)),
    ];
  });
}
