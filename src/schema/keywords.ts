import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { toDotted } from '../text/pointer.ts';
import { suggest } from '../text/suggest.ts';
import type { Document } from '../text/yaml.ts';
import { formatWords } from './formats.ts';
import type { Fault } from './validator.ts';
import { describe, typeWords } from './words.ts';

const MAX_LISTED_KEYS = 12;

type Properties = Readonly<Record<string, { readonly description?: string } | undefined>>;

/** One fault with all that its diagnostic is made of. */
interface Context {
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

type Explain = (context: Context) => Diagnostic;

/** Of each keyword of JSON schema, the diagnostic of its fault. */
const EXPLAIN: Readonly<Record<string, Explain>> = {
  additionalProperties: explainUnknownKey,
  required: explainMissingKey,
  type: explainType,
  enum: (context) => explainChoice(context, context.fault.params.allowedValues as readonly unknown[]),
  const: (context) => explainChoice(context, [context.fault.params.allowedValue]),
  format: explainFormat,
  pattern: explainFormat,
  minLength: ({ path, got, place }) =>
    diagnostic('VALUES_FORMAT', { path, expected: 'a text that is not empty', got }, place),
  minItems: ({ fault, path, place }) =>
    diagnostic('VALUES_EMPTY_LIST', { path, least: Number(fault.params.limit) }, place),
  maxProperties: ({ fault, subject, place }) =>
    diagnostic('VALUES_CHOICE', { path: subject, keys: knownKeysOf(fault).join(', ') }, place),
  minProperties: explainEmptyMapping,
  minimum: limit('at least'),
  maximum: limit('at most'),
  exclusiveMinimum: limit('above'),
  exclusiveMaximum: limit('below'),
  multipleOf: limit('a multiple of'),
  maxItems: sentence(({ limit }) => `may have at most ${limit} entries`),
  maxLength: sentence(({ limit }) => `may be at most ${limit} characters long`),
  uniqueItems: sentence(({ i, j }) => `holds the same entry twice, at ${j} and ${i}`),
  propertyNames: sentence(({ propertyName }) => `may not have the key "${propertyName}"`),
  dependentRequired: sentence(needsBeside),
  dependencies: sentence(needsBeside),
  oneOf: sentence(() => 'matches none of the forms it may have'),
  anyOf: sentence(() => 'matches none of the forms it may have'),
};

/** A fault as a diagnostic; `pointer` is its place in the document. */
export function explainFault(fault: Fault, pointer: string, document: Document): Diagnostic {
  const path = toDotted(fault.instancePath);
  const explain = EXPLAIN[fault.keyword] ?? sentence(() => `does not match its schema (${fault.keyword})`);
  return explain({
    fault,
    path,
    subject: path || 'the document',
    got: describe(fault.data),
    place: { at: document.locate(pointer), path: path || undefined },
    pointer,
  });
}

/** The keys of the faulty mapping that its schema knows. */
export function knownKeysOf(fault: Fault): string[] {
  const properties = propertiesOf(fault);
  return Object.keys((fault.data ?? {}) as object).filter((key) => key in properties);
}

const propertiesOf = ({ parentSchema }: Fault): Properties => (parentSchema?.properties ?? {}) as Properties;

function explainUnknownKey({ fault, path, place, pointer }: Context): Diagnostic {
  const key = String(fault.params.additionalProperty);
  const names = Object.keys(propertiesOf(fault));
  const known = names.length > MAX_LISTED_KEYS ? '' : names.join(', ');
  const params = { path, key, suggestion: suggest(key, names), known };
  return diagnostic('VALUES_UNKNOWN_KEY', params, { ...place, path: toDotted(pointer) });
}

function explainMissingKey({ fault, path, place }: Context): Diagnostic {
  const key = String(fault.params.missingProperty);
  const description = propertiesOf(fault)[key]?.description;
  return diagnostic('VALUES_MISSING_KEY', { path, key, description }, place);
}

/** A value of another type where a known format is expected has the words of the format. */
function explainType(context: Context): Diagnostic {
  const { fault, path, got, place } = context;
  const format = fault.parentSchema?.format;
  if (typeof format === 'string' && formatWords(format)) return explainFormat(context);
  return diagnostic('VALUES_TYPE', { path, expected: typeWords(fault.params.type), got }, place);
}

function explainFormat({ fault, path, got, place }: Context): Diagnostic {
  const { format, pattern } = fault.parentSchema ?? {};
  const words = formatWords(String(format), String(pattern)) ?? {
    expected: `text of the form ${String(pattern)}`,
  };
  return diagnostic('VALUES_FORMAT', { path, got, ...words }, place);
}

function explainChoice({ fault, subject, got, place }: Context, allowed: readonly unknown[]): Diagnostic {
  const { data } = fault;
  const suggestion = typeof data === 'string' ? suggest(data, allowed.map(String)) : undefined;
  return diagnostic('VALUES_ENUM', { path: subject, got, allowed: allowed.join(', '), suggestion }, place);
}

function explainEmptyMapping({ fault, subject, place }: Context): Diagnostic {
  const names = Object.keys(propertiesOf(fault));
  const isShort = names.length > 0 && names.length <= MAX_LISTED_KEYS;
  const keys = isShort ? `one of ${names.join(', ')}` : `one key, such as ${names[0] ?? 'name'}`;
  return diagnostic('VALUES_INVALID', { path: subject, message: `is empty: it needs ${keys}` }, place);
}

/** A number outside of its range; the limit is named by `words`. */
function limit(words: string): Explain {
  return ({ fault, path, got, place }) => {
    const value = fault.params.limit ?? fault.params.multipleOf;
    return diagnostic('VALUES_RANGE', { path, limit: `${words} ${String(value)}`, got }, place);
  };
}

/** A fault whose message is the path and the words for its parameters. */
function sentence(words: (params: Fault['params']) => string): Explain {
  return ({ fault, subject, place }) =>
    diagnostic('VALUES_INVALID', { path: subject, message: words(fault.params) }, place);
}

function needsBeside({ missingProperty, property }: Fault['params']): string {
  return `needs ${missingProperty} beside ${property}`;
}
