import { inFileOrder } from '../errors/file-order.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { toDotted, toPointer } from '../text/pointer.ts';
import { suggest } from '../text/suggest.ts';
import type { Document } from '../text/yaml.ts';
import { foldChoices } from './fold-choices.ts';
import { formatWords } from './formats.ts';
import type { Fault } from './validator.ts';
import { describe, typeWords } from './words.ts';

const LISTED = 12;

/** A fault's own place: the key itself for a key too many or missing, else the value. */
export const pointerOf = ({ instancePath, params }: Fault): string => {
  const key = params.additionalProperty ?? params.missingProperty;
  return key === undefined ? instancePath : `${instancePath}${toPointer([String(key)])}`;
};

/** Of the faults of a compiled validator, those a person would see: one for each place. */
export function faultsToReport(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return foldMisspelt(foldChoices(faults)).filter((fault) => {
    if (fault.keyword === 'maxProperties' && knownOf(fault).length < 2) return false; // those too many are told one by one
    const pointer = pointerOf(fault);
    return !seen.has(pointer) && seen.add(pointer);
  });
}

/** The keys of a mapping that its schema knows. */
const knownOf = ({ data, parentSchema = {} }: Fault): string[] =>
  Object.keys((data ?? {}) as object).filter((key) => key in ((parentSchema.properties ?? {}) as object));

/** Faults of a compiled validator -> diagnostics in file order. */
export const explainFaults = (faults: readonly Fault[], document: Document): Diagnostic[] =>
  inFileOrder(faultsToReport(faults).map((fault) => explainOne(fault, pointerOf(fault), document)));

/** A misspelt key is one fault, not a key too many and a key missing. */
function foldMisspelt(faults: readonly Fault[]): Fault[] {
  const unknown = faults.filter((fault) => fault.keyword === 'additionalProperties');
  return faults.filter(({ keyword, instancePath, params }) => {
    const missing = String(params.missingProperty);
    return !(
      keyword === 'required' &&
      unknown.some(
        (one) =>
          one.instancePath === instancePath && suggest(String(one.params.additionalProperty), [missing]),
      )
    );
  });
}

function explainOne(fault: Fault, pointer: string, document: Document): Diagnostic {
  const { keyword, instancePath, params, parentSchema = {} } = fault;
  const path = toDotted(instancePath);
  const place = { at: document.locate(pointer), path: path || undefined };
  const properties = (parentSchema.properties ?? {}) as Readonly<Record<string, { description?: string }>>;
  const got = describe(fault.data);
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const names = Object.keys(properties);
      const known = names.length > LISTED ? '' : names.join(', ');
      const inside = { ...place, path: toDotted(pointer) };
      return diagnostic('VALUES_UNKNOWN_KEY', { path, key, suggestion: suggest(key, names), known }, inside);
    }
    case 'required': {
      const key = String(params.missingProperty);
      return diagnostic(
        'VALUES_MISSING_KEY',
        { path, key, description: properties[key]?.description },
        place,
      );
    }
    case 'type':
      if (typeof parentSchema.format === 'string' && formatWords(parentSchema.format))
        return diagnostic('VALUES_FORMAT', { path, got, ...formatText(parentSchema) }, place);
      return diagnostic('VALUES_TYPE', { path, expected: typeWords(params.type), got }, place);
    case 'enum':
    case 'const': {
      const allowed = (
        keyword === 'enum' ? params.allowedValues : [params.allowedValue]
      ) as readonly unknown[];
      const suggestion =
        typeof fault.data === 'string' ? suggest(fault.data, allowed.map(String)) : undefined;
      return diagnostic(
        'VALUES_ENUM',
        { path: path || 'the document', got, allowed: allowed.join(', '), suggestion },
        place,
      );
    }
    case 'format':
    case 'pattern':
      return diagnostic('VALUES_FORMAT', { path, got, ...formatText(parentSchema) }, place);
    case 'minLength':
      return diagnostic('VALUES_FORMAT', { path, expected: 'a text that is not empty', got }, place);
    case 'minItems':
      return diagnostic('VALUES_EMPTY_LIST', { path, least: Number(params.limit) }, place);
    case 'maxProperties':
    case 'minProperties':
      return explainChoice(fault, path, properties, place);
    default:
      return limitWords(fault) === undefined
        ? diagnostic('VALUES_INVALID', { path: path || 'the document', message: wordsOf(fault) }, place)
        : diagnostic('VALUES_RANGE', { path, limit: limitWords(fault)!, got }, place);
  }
}

const formatText = ({
  format,
  pattern,
}: Readonly<Record<string, unknown>>): { expected: string; fix?: string } =>
  formatWords(String(format), String(pattern)) ?? { expected: `text of the form ${String(pattern)}` };

function explainChoice(fault: Fault, path: string, known: object, place: object): Diagnostic {
  const subject = path || 'the document';
  if (fault.keyword === 'maxProperties')
    return diagnostic('VALUES_CHOICE', { path: subject, keys: knownOf(fault).join(', ') }, place);
  const names = Object.keys(known);
  const one =
    names.length && names.length <= LISTED
      ? `one of ${names.join(', ')}`
      : `one key, such as ${names[0] ?? 'name'}`;
  return diagnostic('VALUES_INVALID', { path: subject, message: `is empty: it needs ${one}` }, place);
}

function limitWords({ keyword, params }: Fault): string | undefined {
  const words: Readonly<Record<string, string>> = {
    minimum: 'at least',
    maximum: 'at most',
    exclusiveMinimum: 'above',
    exclusiveMaximum: 'below',
    multipleOf: 'a multiple of',
  };
  const limit = params.limit ?? params.multipleOf;
  return words[keyword] === undefined ? undefined : `${words[keyword]} ${String(limit)}`;
}

function wordsOf({ keyword, params }: Fault): string {
  if (keyword === 'maxItems') return `may have at most ${String(params.limit)} entries`;
  if (keyword === 'maxLength') return `may be at most ${String(params.limit)} characters long`;
  if (keyword === 'uniqueItems')
    return `holds the same entry twice, at ${String(params.j)} and ${String(params.i)}`;
  if (keyword === 'propertyNames') return `may not have the key "${String(params.propertyName)}"`;
  if (keyword === 'dependentRequired' || keyword === 'dependencies')
    return `needs ${String(params.missingProperty)} beside ${String(params.property)}`;
  if (keyword === 'oneOf' || keyword === 'anyOf') return 'matches none of the forms it may have';
  return `does not match its schema (${keyword})`;
}
