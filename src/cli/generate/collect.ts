import { type Blueprint, listBlueprints } from '../../blueprint/catalog.ts';
import { diagnostic, fail, RolloutError } from '../../errors/rollout-error.ts';
import { type Assignment, assign } from '../../text/assign.ts';
import type { Document } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import { blueprintOf, parseValues, readValuesText, type ValuesRequest } from '../load-policy.ts';
import { explainerOf } from '../prompts/explain.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { CRITERIA, type Missing, missingAnswers, openQueries } from '../prompts/required.ts';
import type { Metrics } from '../prompts/server/metrics.ts';
import { askMissing } from '../prompts/wizard.ts';
import { chooseOutputFile, type OutputFile } from './output-file.ts';
import type { Progress } from './progress.ts';
import type { GivenRamp } from './ramp-flags.ts';

/** The values that a command line gives. */
export interface GivenValues extends ValuesRequest {
  readonly assignments: readonly Assignment[];
  /** Under the assignments. */
  readonly ramp: GivenRamp;
}

/** Where a missing value is no error. */
const UNASKED = 'it is asked for at a terminal, where --no-input is not given';

/** Values of a blueprint, the assignments of flags and answers that went into them, and where they go. */
export interface CollectedValues {
  readonly blueprint: Blueprint;
  readonly document: Document;
  readonly assignments: readonly Assignment[];
  readonly output: OutputFile;
}

/** A person who is asked. */
export interface Asking {
  readonly prompts: Prompts;
  readonly progress: Progress;
  /** The server that is asked, too. */
  readonly metrics: Metrics | undefined;
}

/**
 * The values of file and flags, and of answers to what is still missing. Whether new values may be written where they
 * go is found out before anything else is asked. Throws USAGE_MISSING and FILE_EXISTS where nobody is asked.
 */
export async function collect(
  given: GivenValues,
  wanted: OutputFile,
  asking: Asking | undefined,
  io: IO,
): Promise<CollectedValues> {
  const text = await readValuesText(given, io);
  const base = parseValues(text, given);
  const named = await blueprintOf(text, given);
  const assignments = [...given.ramp.assignments, ...given.assignments];
  const isNew = assignments.length > 0 || given.valuesFile === undefined;
  let output = isNew ? await chooseOutputFile(wanted, asking?.prompts, io) : wanted;
  const blueprint = named ?? (await chooseBlueprint(given, asking));
  const document = assign(base, assignments);
  const missing = missingIn(document, { given, blueprint, isAsking: asking !== undefined });
  if (missing.length === 0) return { blueprint, document, assignments, output };
  if (!asking) {
    // What a file lacks is reported by its schema.
    if (given.valuesFile === undefined) throw missingValues(missing);
    return { blueprint, document, assignments, output };
  }
  if (!isNew) output = await chooseOutputFile(wanted, asking.prompts, io);
  const answers = await askMissing(asking.prompts, {
    values: document.value,
    lists: blueprint.drivers,
    missing,
    knowledge: { explain: explainerOf(blueprint), metrics: asking.metrics },
    onProgress(some) {
      asking.progress.answers = some;
    },
  });
  return {
    blueprint,
    document: assign(document, answers),
    assignments: [...assignments, ...answers],
    output,
  };
}

interface Lacking {
  readonly given: GivenValues;
  readonly blueprint: Blueprint;
  readonly isAsking: boolean;
}

/** What is missing, by who would be asked for it. */
function missingIn({ value }: Document, { given, blueprint, isAsking }: Lacking): Missing[] {
  const isFromNothing = given.valuesFile === undefined;
  const missing = missingAnswers(value, blueprint.drivers).filter(({ key }) => {
    if (key !== 'drivers' || blueprint.drivers.length === 1) return true;
    // A blueprint of mixed drivers can do without any: they are offered to a person who starts from nothing.
    return isAsking && isFromNothing;
  });
  if (isAsking && isFromNothing && openQueries(value).length > 0) missing.push(CRITERIA);
  return missing;
}

async function chooseBlueprint(
  { blueprints: directory }: GivenValues,
  asking: Asking | undefined,
): Promise<Blueprint> {
  if (!asking) throw fail('USAGE_MISSING', { what: 'the blueprint', flag: '--name NAME', hint: UNASKED });
  const { prompts, progress } = asking;
  const known = await listBlueprints(directory);
  const chosen = await prompts.select(
    'Blueprint',
    known.map((one) => ({ value: one.name, title: one.title, description: one.summary })),
    {
      help: 'What may drive the ramp. `base` takes any mix of drivers; `rollout blueprints show NAME` lists the parameters of one.',
    },
  );
  progress.blueprint = chosen;
  return known.find((one) => one.name === chosen)!;
}

const missingValues = (missing: readonly Missing[]): RolloutError =>
  new RolloutError(
    missing.map(({ what, flag }) => diagnostic('USAGE_MISSING', { what, flag, hint: UNASKED })),
  );
