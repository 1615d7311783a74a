import { type Blueprint, listBlueprints } from '../../blueprint/catalog.ts';
import { diagnostic, fail, RolloutError } from '../../errors/rollout-error.ts';
import { type Assignment, assign } from '../../text/assign.ts';
import type { Document } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import { blueprintOf, parseValues, readValuesText, type ValuesRequest } from '../load-policy.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { type Missing, missingAnswers } from '../prompts/required.ts';
import { askMissing } from '../prompts/wizard.ts';
import type { GivenRamp } from './ramp-flags.ts';

/** The values that a command line gives. */
export interface GivenValues extends ValuesRequest {
  readonly assignments: readonly Assignment[];
  /** Under the assignments. */
  readonly ramp: GivenRamp;
}

/** Where a missing value is no error. */
const UNASKED = 'it is asked for at a terminal, where --no-input is not given';

/** Values of a blueprint, and the assignments of flags and answers that went into them. */
export interface CollectedValues {
  readonly blueprint: Blueprint;
  readonly document: Document;
  readonly assignments: readonly Assignment[];
}

/**
 * The values of file and flags, and of answers to what is still missing. Throws USAGE_MISSING where nobody is
 * asked.
 */
export async function collect(
  given: GivenValues,
  prompts: Prompts | undefined,
  io: IO,
): Promise<CollectedValues> {
  const text = await readValuesText(given, io);
  const base = parseValues(text, given);
  const blueprint = (await blueprintOf(text, given)) ?? (await chooseBlueprint(given, prompts));
  if (given.ramp.note !== undefined) io.err(given.ramp.note);
  const assignments = [...given.ramp.assignments, ...given.assignments];
  const document = assign(base, assignments);
  const missing = missingAnswers(document.value, blueprint.drivers).filter(({ key }) => {
    if (key !== 'drivers' || blueprint.drivers.length === 1) return true;
    // A blueprint of mixed drivers can do without any: they are offered to a person who starts from nothing.
    return prompts !== undefined && given.valuesFile === undefined;
  });
  if (prompts && missing.length > 0) {
    const answers = await askMissing(prompts, {
      values: document.value,
      lists: blueprint.drivers,
      missing,
    });
    return { blueprint, document: assign(document, answers), assignments: [...assignments, ...answers] };
  }
  // What a file lacks is reported by its schema.
  if (missing.length > 0 && given.valuesFile === undefined) throw missingValues(missing);
  return { blueprint, document, assignments };
}

async function chooseBlueprint(
  { blueprints: directory }: GivenValues,
  prompts: Prompts | undefined,
): Promise<Blueprint> {
  if (!prompts) throw fail('USAGE_MISSING', { what: 'the blueprint', flag: '--name NAME', hint: UNASKED });
  const known = await listBlueprints(directory);
  const chosen = await prompts.select(
    'Blueprint',
    known.map((one) => ({ value: one.name, title: one.title, description: one.summary })),
  );
  return known.find((one) => one.name === chosen)!;
}

const missingValues = (missing: readonly Missing[]): RolloutError =>
  new RolloutError(
    missing.map(({ what, flag }) => diagnostic('USAGE_MISSING', { what, flag, hint: UNASKED })),
  );
