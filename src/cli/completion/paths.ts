import { findBlueprint } from '../../blueprint/catalog.ts';
import { nameLine } from '../../blueprint/name-line.ts';
import { type Parameter, parametersOf } from '../../blueprint/parameters.ts';
import { parseDotted } from '../../text/pointer.ts';
import { parseYaml } from '../../text/yaml.ts';
import { type Answer, type Candidate, NOTHING } from './answer.ts';
import { givenTo, type Line } from './line.ts';

/** The values file a command takes where none is named. */
export const DEFAULT_FILE = 'values.yaml';

/** What is known of the values under way. */
interface Values {
  readonly text: string;
  /** Undefined without a file, or for one that is no YAML. */
  readonly document: unknown;
}

/** The paths of the values, from the blueprint's schema and the lists of the file; behind `=` what may stand there. */
export async function valuePaths(typed: string, line: Line): Promise<Answer> {
  const values = await readValues(line);
  const name = givenTo(line.before, '--name') ?? nameLine(values.text)?.name;
  if (name === undefined) return NOTHING;
  const blueprint = await findBlueprint(name, givenTo(line.before, '--blueprints'));
  const parameters = leavesOf(parametersOf(blueprint.values()));
  const candidates = parameters.flatMap((one) =>
    pathsOf(one.path, values.document).flatMap((path) => candidatesOf(one, path, { typed, values })),
  );
  return { candidates };
}

async function readValues({ command, before, argument, io }: Line): Promise<Values> {
  const isNew = command[1] === 'generate'; // it writes values.yaml
  const file = givenTo(before, '--values-file', '-f') ?? argument ?? (isNew ? '-' : DEFAULT_FILE);
  if (file === '-') return { text: '', document: undefined };
  const text = await io.read(file).catch(() => '');
  try {
    return { text, document: text === '' ? undefined : parseYaml(text, file).value };
  } catch {
    return { text, document: undefined };
  }
}

/** The parameters that hold no others. */
const leavesOf = (parameters: readonly Parameter[]): Parameter[] =>
  parameters.filter(
    ({ path }) =>
      !parameters.some((other) => other.path.startsWith(`${path}.`) || other.path.startsWith(`${path}[].`)),
  );

/** The path once for each entry that its lists have in the document; for their first entry where there is none. */
function pathsOf(path: string, document: unknown): string[] {
  const at = path.indexOf('[]');
  if (at < 0) return [path];
  const list = path.slice(0, at);
  const count = document === undefined ? 1 : lengthOf(valueAt(list, document));
  return Array.from({ length: count }, (_, i) => `${list}[${i}]${path.slice(at + 2)}`).flatMap((one) =>
    pathsOf(one, document),
  );
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const valueAt = (path: string, document: unknown): unknown =>
  (parseDotted(path) ?? []).reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[key],
    document,
  );

interface Under {
  readonly typed: string;
  readonly values: Values;
}

function candidatesOf(parameter: Parameter, path: string, { typed, values }: Under): Candidate[] {
  const present = valueAt(path, values.document);
  if (!typed.startsWith(`${path}=`)) return [{ word: `${path}=`, meaning: meaningOf(parameter, present) }];
  return choicesOf(parameter, present).map((one) => ({ word: `${path}=${one}`, meaning: '' }));
}

function meaningOf({ type, unit, description }: Parameter, present: unknown): string {
  const what = unit === undefined ? type : `${type} (${unit})`;
  const said = description.split('. ')[0];
  return [what, isScalar(present) ? `now ${present}` : '', said].filter(Boolean).join('; ');
}

/** Words of a choice, booleans, or the present value. */
function choicesOf({ type }: Parameter, present: unknown): string[] {
  if (type === 'true or false') return ['true', 'false'];
  if (type.includes(' | ')) return type.split(' | ');
  return isScalar(present) ? [String(present)] : [];
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
