import { nowhere } from '../errors/location.ts';
import { type Diagnostic, fail, throwIfErrors } from '../errors/rollout-error.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import { checkDynamicKeys, checkDynamicValues, rootsOf, type TypedKey } from '../run/dynamic-keys.ts';
import { wrongDocument } from '../schema/wrong-document.ts';
import { assign, parseAssignment } from '../text/assign.ts';
import { toPointer } from '../text/pointer.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import type { IO } from './io.ts';

/** Where a document of dynamic configuration may come from on a command line. */
export interface DynamicOptions {
  readonly file?: string;
  readonly fileFlag: string;
  readonly set?: readonly string[];
  /** What `set` changes where no file is given. */
  readonly stands?: DynamicDocument;
}

const NOTHING: Document = { file: 'command line', value: {}, locate: () => nowhere('command line') };

/**
 * Reads and checks a document: booleans `rollout` and `reset`, strings `pass_through_label_values`, and
 * `keys`, the other keys its policy reads; `cells`, where the types are known, say what their values must be. Undefined when the command line names none.
 */
export async function readDynamicDocument(
  options: DynamicOptions,
  keys: Iterable<string>,
  io: IO,
  cells: readonly TypedKey[] = [],
): Promise<DynamicDocument | undefined> {
  if (options.file === undefined && !options.set?.length) return undefined;
  const assignments = (options.set ?? []).map((text) => parseAssignment(text));
  const document = assign(await readBase(options, io), assignments);
  throwIfErrors(check(document, keys, cells));
  return document.value as DynamicDocument;
}

async function readBase({ file, stands = {} }: DynamicOptions, io: IO): Promise<Document> {
  if (file === undefined) return { ...NOTHING, value: stands };
  return parseYaml(await io.read(file), file, 'a dynamic configuration');
}

/** Throws POLICY_NAME: a policy's name becomes a file name in the state directory. */
export function checkPolicyName(name: string): string {
  if (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253) return name;
  throw fail('POLICY_NAME', { got: name });
}

function check(document: Document, keys: Iterable<string>, cells: readonly TypedKey[]): Diagnostic[] {
  const roots = rootsOf(keys);
  const { value } = document;
  const isKnown =
    typeof value === 'object' && value !== null && Object.keys(value).some((key) => roots.has(key));
  const wrong = isKnown ? undefined : wrongDocument(document, 'dynamic');
  if (wrong) return [wrong];
  const placeOf = (key: string) => ({ at: document.locate(toPointer([key])), path: key });
  return [
    ...checkDynamicKeys(value as object, roots, placeOf),
    ...checkDynamicValues(value as DynamicDocument, cells, placeOf),
  ];
}
