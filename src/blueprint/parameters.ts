import { formatWords } from '../schema/formats.ts';
import { typeWords } from '../schema/words.ts';
import { child, entries, isRequired, keysOf, keyword, type Schema, type SchemaView } from './schema-view.ts';

/** One parameter of a blueprint, for people. */
export interface Parameter {
  /** `policy.load_ramp.steps[].duration` */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: unknown;
  /** `ms`, `%`; undefined where the type says it all. */
  readonly unit: string | undefined;
  readonly description: string;
}

/** Every parameter the schema of a blueprint names, parents before children; what is plain is not opened. */
export const parametersOf = (view: SchemaView): Parameter[] => parametersIn(view, '', []);

function parametersIn(view: SchemaView, prefix: string, open: readonly Schema[]): Parameter[] {
  const schemas = view.map(({ schema }) => schema).filter(({ properties }) => properties);
  if (schemas.some((schema) => open.includes(schema))) return []; // a shape that holds itself
  return keysOf(view).flatMap((key) => {
    const one = child(view, key);
    const path = prefix + key;
    return [parameter(one, path, isRequired(view, key)), ...below(one, path, [...open, ...schemas])];
  });
}

function below(view: SchemaView, path: string, open: readonly Schema[]): Parameter[] {
  if (isPlain(view) || path.endsWith('label_matcher')) return [];
  const list = entries(view);
  if (list.length > 0) return parametersIn(list, `${path}[].`, open);
  return parametersIn(view, `${path}.`, open);
}

/** What a value must be: `number`, `duration above zero`, `list of Selector`, `gt, lt or eq`. */
export function typeOf(view: SchemaView): string {
  const allowed = keyword(view, 'enum');
  if (allowed) return allowed.join(' | ');
  const format = keyword(view, 'format');
  if (format === 'policy-name') return 'name';
  if (format && formatWords(format)) return formatWords(format)!.expected.replace(/^an? /, '');
  const type = keyword(view, 'type');
  if (type === 'array') return `list of ${plural(typeOf(entries(view)))}`;
  if (type === undefined) return 'anything';
  return typeWords(type)
    .replace(/ \(key: value\)/, '')
    .replace(/\ban? /g, '');
}

/** Whether comments and tables leave out what is below: it belongs to the policy language. */
export const isPlain = (view: SchemaView): boolean => keyword(view, 'x-plain') === true;

const parameter = (view: SchemaView, path: string, required: boolean): Parameter => ({
  path,
  type: typeOf(view),
  required: required && keyword(view, 'default') === undefined,
  default: keyword(view, 'default'),
  unit: keyword(view, 'x-unit') as string | undefined,
  description: keyword(view, 'description') ?? '',
});

const plural = (type: string): string => (/^(mapping|number|duration|name)$/.test(type) ? `${type}s` : type);
