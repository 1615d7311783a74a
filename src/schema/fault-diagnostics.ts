import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { toDotted } from '../text/pointer.ts';
import { suggest } from '../text/suggest.ts';
import { formatWords } from './formats.ts';
import type { Fault } from './validator.ts';
import { typeWords } from './words.ts';

const MAX_LISTED_KEYS = 12;

type Properties = Readonly<Record<string, { readonly description?: string } | undefined>>;

/** One fault with all that its diagnostic is made of. */
export interface Context {
  readonly fault: Fault;
  /** Dotted path of the faulty value; '' is the document. */
  readonly path: string;
  /** The path as the subject of a sentence. */
  readonly subject: string;
  /** The value in a few words. */
  readonly got: string;
  readonly place: Place;
  /** JSON pointer of the place: the key itself for an unknown key. */
  readonly pointer: string;
}

export type Explain = (context: Context) => Diagnostic;

/** The keys of the faulty mapping that its schema knows. */
export function knownKeysOf(fault: Fault): string[] {
  const properties = propertiesOf(fault);
  return Object.keys((fault.data ?? {}) as object).filter((key) => key in properties);
}

const propertiesOf = ({ parentSchema }: Fault): Properties => (parentSchema?.properties ?? {}) as Properties;

export function explainUnknownKey({ fault, path, place, pointer }: Context): Diagnostic {
  const key = String(fault.params.additionalProperty);
  const names = Object.keys(propertiesOf(fault));
  const known = names.length > MAX_LISTED_KEYS ? '' : names.join(', ');
  const params = { path, key, suggestion: suggest(key, names), known };
  return diagnostic('VALUES_UNKNOWN_KEY', params, { ...place, path: toDotted(pointer) });
}

export function explainMissingKey({ fault, path, place }: Context): Diagnostic {
  const key = String(fault.params.missingProperty);
  const description = propertiesOf(fault)[key]?.description;
  return diagnostic('VALUES_MISSING_KEY', { path, key, description }, place);
}

/** A key that does not have the form of the keys of its mapping. */
export function explainKey({ fault, subject, place }: Context): Diagnostic {
  const key = String(fault.params.propertyName);
  const { pattern } = (fault.parentSchema?.propertyNames ?? {}) as { readonly pattern?: string };
  const form = pattern === undefined ? '' : `: its keys have the form ${pattern}`;
  return diagnostic(
    'VALUES_INVALID',
    { path: subject, message: `may not have the key "${key}"${form}` },
    place,
  );
}

/** A value of another type where a known format is expected has the words of the format. */
export function explainType(context: Context): Diagnostic {
  const { fault, path, got, place } = context;
  const format = fault.parentSchema?.format;
  if (typeof format === 'string' && formatWords(format)) return explainFormat(context);
  return diagnostic('VALUES_TYPE', { path, expected: typeWords(fault.params.type), got }, place);
}

export function explainFormat({ fault, path, got, place }: Context): Diagnostic {
  const { format, pattern } = fault.parentSchema ?? {};
  const words = formatWords(String(format), String(pattern)) ?? {
    expected: `text of the form ${String(pattern)}`,
  };
  return diagnostic('VALUES_FORMAT', { path, got, ...words }, place);
}

export function explainChoice(
  { fault, subject, got, place }: Context,
  allowed: readonly unknown[],
): Diagnostic {
  const { data } = fault;
  const suggestion = suggestionFor(data, allowed);
  return diagnostic(
    'VALUES_ENUM',
    { path: subject, got, allowed: allowed.map(textOf).join(', '), suggestion },
    place,
  );
}

/** A text as it is, anything else as JSON: null, a list. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function suggestionFor(data: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof data !== 'string') return undefined;
  return suggest(data, allowed.map(String));
}

/** `not: {anyOf: [{required: [a, b]}, ...]}`: keys of which a mapping takes one. */
export function explainExcluded({ fault, subject, place }: Context): Diagnostic {
  const { anyOf = [] } = (fault.parentSchema?.not ?? {}) as {
    readonly anyOf?: readonly { readonly required?: readonly string[] }[];
  };
  const excluded = new Set(anyOf.flatMap(({ required }) => required ?? []));
  const keys = Object.keys((fault.data ?? {}) as object).filter((key) => excluded.has(key));
  if (keys.length > 0) return diagnostic('VALUES_CHOICE', { path: subject, keys: keys.join(', ') }, place);
  return diagnostic('VALUES_INVALID', { path: subject, message: 'is what its schema excludes' }, place);
}

export function explainEmptyMapping({ fault, subject, place }: Context): Diagnostic {
  const names = Object.keys(propertiesOf(fault));
  const isShort = names.length > 0 && names.length <= MAX_LISTED_KEYS;
  const keys = isShort ? `one of ${names.join(', ')}` : `one key, such as ${names[0] ?? 'name'}`;
  return diagnostic('VALUES_INVALID', { path: subject, message: `is empty: it needs ${keys}` }, place);
}

/** A number outside of its range; the limit is named by `words`. */
export function limit(words: string): Explain {
  return ({ fault, path, got, place }) => {
    const value = fault.params.limit ?? fault.params.multipleOf;
    return diagnostic('VALUES_RANGE', { path, limit: `${words} ${String(value)}`, got }, place);
  };
}

/** A fault whose message is the path and the words for its parameters. */
export function sentence(words: (params: Fault['params']) => string): Explain {
  return ({ fault, subject, place }) =>
    diagnostic('VALUES_INVALID', { path: subject, message: words(fault.params) }, place);
}

export function needsBeside({ missingProperty, property }: Fault['params']): string {
  return `needs ${missingProperty} beside ${property}`;
}
