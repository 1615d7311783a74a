import { nowhere } from '../errors/location.ts';
import { type Diagnostic, diagnostic, fail, type Place, throwIfErrors } from '../errors/rollout-error.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { assign, parseAssignment } from '../text/assign.ts';
import { toPointer } from '../text/pointer.ts';
import { suggest } from '../text/suggest.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import type { IO } from './io.ts';

const FLAGS = ['rollout', 'reset'];
const PASS_THROUGH = 'pass_through_label_values';

/** Where a document of dynamic configuration may come from on a command line. */
export interface DynamicOptions {
  readonly file?: string;
  readonly fileFlag: string;
  readonly set?: readonly string[];
}

const NOTHING: Document = { file: 'command line', value: {}, locate: () => nowhere('command line') };

/**
 * Reads and checks a document: booleans `rollout` and `reset`, strings `pass_through_label_values`, and `keys`, the other
 * keys its policy reads. Undefined when the command line names none.
 */
export async function readDynamicDocument(
  options: DynamicOptions,
  keys: Iterable<string>,
  io: IO,
): Promise<DynamicDocument | undefined> {
  if (options.file === undefined && !options.set?.length) return undefined;
  const assignments = (options.set ?? []).map((text) => parseAssignment(text));
  const document = assign(await readBase(options.file, io), assignments);
  throwIfErrors(check(document, new Set([...FLAGS, PASS_THROUGH, ...keys])));
  return document.value as DynamicDocument;
}

async function readBase(file: string | undefined, io: IO): Promise<Document> {
  if (file === undefined) return NOTHING;
  return parseYaml(await io.read(file), file, 'a dynamic configuration');
}

/** Throws POLICY_NAME: a policy's name becomes a file name in the state directory. */
export function checkPolicyName(name: string): string {
  if (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253) return name;
  throw fail('POLICY_NAME', { got: name });
}

function check(document: Document, known: ReadonlySet<string>): Diagnostic[] {
  const roots = rootsOf(known);
  const { value } = document;
  const isKnown =
    typeof value === 'object' && value !== null && Object.keys(value).some((key) => roots.has(key));
  const wrong = isKnown ? undefined : wrongDocument(document, 'dynamic');
  if (wrong) return [wrong];
  return checkKeys(value as object, roots, (key) => ({ at: document.locate(toPointer([key])), path: key }));
}

/** What is wrong with the keys of a document a scenario holds; `keys` are those its policy reads. */
export const checkPlanned = (
  document: DynamicDocument,
  keys: readonly string[],
  placeOf: (key: string) => Place,
): Diagnostic[] => checkKeys(document, rootsOf([...FLAGS, PASS_THROUGH, ...keys]), placeOf);

const rootsOf = (keys: Iterable<string>): ReadonlySet<string> =>
  new Set([...keys].map((key) => key.split('.')[0]!));

function checkKeys(value: object, roots: ReadonlySet<string>, placeOf: (key: string) => Place): Diagnostic[] {
  return Object.entries(value).flatMap(([key, entry]) => {
    const place = placeOf(key);
    if (!roots.has(key))
      return [
        diagnostic(
          'DYNAMIC_UNKNOWN_KEY',
          { key, suggestion: suggest(key, roots), known: [...roots].join(', ') },
          place,
        ),
      ];
    const expected = expectation(key, entry);
    return expected ? [diagnostic('DYNAMIC_TYPE', { key, expected, got: JSON.stringify(entry) }, place)] : [];
  });
}

/** What a key must be, when its value is not that. */
function expectation(key: string, value: unknown): string | undefined {
  if (FLAGS.includes(key)) return typeof value === 'boolean' ? undefined : 'true or false';
  if (key !== PASS_THROUGH) return undefined;
  const isStrings = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return isStrings ? undefined : 'a list of strings';
}
