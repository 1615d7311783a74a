import { inFileOrder } from '../errors/file-order.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Document } from '../text/yaml.ts';
import { explainFaults, faultsToReport, pointerOf } from './explain-faults.ts';
import { MAX_FAULTS } from './fault-limit.ts';
import { explainPlaceholders, findPlaceholders } from './placeholders.ts';
import type { Fault, Validator } from './validator.ts';
import { isDocumentType, wrongDocument } from './wrong-document.ts';

/**
 * Checks a document against a published schema: `scenario` is schemas/scenario.schema.json, a name that
 * begins with `/` is its path in the package. All faults in file order; only one when the document is of
 * another type; none when it matches.
 */
export async function validate(name: string, document: Document): Promise<Diagnostic[]> {
  const wrong = isDocumentType(name) && wrongDocument(document, name);
  if (wrong) return [wrong];
  return check(await validatorOf(name), document);
}

/** The compiled validator of a published schema; the generated module is read on the first call. */
export async function validatorOf(name: string): Promise<Validator> {
  const { validators } = await import('./validators.generated.js');
  const validator = validators[name.startsWith('/') ? name : `/schemas/${name}.schema.json`];
  if (!validator) throw new Error(`no schema ${name}`);
  return validator;
}

/** All faults of a document in file order, with its remaining placeholders. */
export const check = (validator: Validator, document: Document): Diagnostic[] =>
  inspect(validator, document).diagnostics;

function faultsOf(validator: Validator, value: unknown): readonly Fault[] {
  if (validator(value)) return [];
  return (validator.errors ?? []).slice(0, MAX_FAULTS);
}

/** The diagnostics of `check`, and the JSON pointers of the faults. */
export function inspect(
  validator: Validator,
  document: Document,
): { readonly diagnostics: Diagnostic[]; readonly pointers: readonly string[] } {
  const placeholders = findPlaceholders(document.value).slice(0, MAX_FAULTS);
  const real = faultsOf(validator, document.value).filter(
    ({ instancePath }) => !placeholders.includes(instancePath),
  );
  const diagnostics = [...explainPlaceholders(placeholders, document), ...explainFaults(real, document)];
  const pointers = [...placeholders, ...faultsToReport(real).map(pointerOf)];
  return { diagnostics: inFileOrder(diagnostics), pointers };
}
