import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { toDotted } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';
import {
  type Explain,
  explainChoice,
  explainEmptyMapping,
  explainExcluded,
  explainFormat,
  explainKey,
  explainMissingKey,
  explainType,
  explainUnknownKey,
  knownKeysOf,
  limit,
  needsBeside,
  sentence,
} from './fault-diagnostics.ts';
import type { Fault } from './validator.ts';
import { describe } from './words.ts';

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
  not: explainExcluded,
  minimum: limit('at least'),
  maximum: limit('at most'),
  exclusiveMinimum: limit('above'),
  exclusiveMaximum: limit('below'),
  multipleOf: limit('a multiple of'),
  maxItems: sentence(({ limit }) => `may have at most ${limit} entries`),
  maxLength: sentence(({ limit }) => `may be at most ${limit} characters long`),
  uniqueItems: sentence(({ i, j }) => `holds the same entry twice, at ${j} and ${i}`),
  propertyNames: explainKey,
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
    // On demand: a mapping of many unknown keys is described for none of them.
    get got() {
      return describe(fault.data);
    },
    place: { at: document.locate(pointer), path: path || undefined },
    pointer,
  });
}
