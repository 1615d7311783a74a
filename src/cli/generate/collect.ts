import { type Blueprint, findBlueprint, listBlueprints } from '../../blueprint/catalog.ts';
import { type CurveShape, curveFault, drawCurve } from '../../blueprint/curve.ts';
import { assignStages, stepAssignments } from '../../blueprint/stage.ts';
import { diagnostic, fail, RolloutError } from '../../errors/rollout-error.ts';
import { type Assignment, assign, noValues, parseSet } from '../../text/assign.ts';
import { parseDuration } from '../../text/duration.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';
import { namedIn } from '../inputs.ts';
import type { IO } from '../io.ts';
import type { Ask } from '../prompts/ask.ts';
import { type Missing, missingAnswers } from '../prompts/required.ts';
import { walk } from '../prompts/wizard.ts';

/** The flags that values come from. */
export interface ValueFlags {
  readonly name?: string;
  readonly valuesFile?: string;
  readonly blueprints?: string;
  readonly set?: readonly string[];
  readonly stage?: readonly string[];
  readonly curve?: CurveShape;
  readonly from?: string;
  readonly to?: string;
  readonly over?: string;
  readonly steps?: string;
}

/** The blueprint, and the values of the file if there is one. */
export async function begin(
  { name, valuesFile, blueprints }: ValueFlags,
  ask: Ask | undefined,
  io: IO,
): Promise<{ blueprint: Blueprint; base: Document }> {
  const text = valuesFile === undefined ? '' : await io.read(valuesFile);
  const base = valuesFile === undefined ? noValues : parseYaml(text, valuesFile, 'the values of a blueprint');
  const named = name ?? namedIn(text);
  if (named !== undefined) return { blueprint: await findBlueprint(named, blueprints), base };
  if (!ask) throw fail('USAGE_MISSING', { what: 'the blueprint', flag: '--name NAME' });
  const known = await listBlueprints(blueprints);
  const chosen = await ask.choose(
    'Blueprint',
    known.map((one) => ({ value: one.name, title: one.title, more: one.summary })),
  );
  return { blueprint: known.find((one) => one.name === chosen)!, base };
}

/** The values of file and flags, and of answers to what is still missing. */
export async function collect(
  blueprint: Blueprint,
  base: Document,
  options: ValueFlags,
  ask: Ask | undefined,
  io: IO,
): Promise<{ document: Document; assignments: readonly Assignment[] }> {
  const sets = (options.set ?? []).map((one) => parseSet(one));
  const flags = [...rampOf(options, io), ...sets];
  const given = assign(base, flags);
  const missing = missingAnswers(given.value, blueprint.drivers).filter(isAsked(blueprint, options, ask));
  if (missing.length === 0) return { document: given, assignments: flags };
  if (ask) {
    const answers = await walk(ask, given.value, blueprint.drivers, missing);
    return { document: assign(given, answers), assignments: [...flags, ...answers] };
  }
  if (options.valuesFile !== undefined) return { document: given, assignments: flags };
  throw new RolloutError(missing.map(({ what, flag }) => diagnostic('USAGE_MISSING', { what, flag })));
}

/** A blueprint of mixed drivers can do without any: they are offered to a person who starts from nothing, and not demanded. */
const isAsked =
  ({ drivers }: Blueprint, { valuesFile }: ValueFlags, ask: Ask | undefined) =>
  ({ key }: Missing): boolean =>
    key !== 'drivers' || drivers.length === 1 || (ask !== undefined && valuesFile === undefined);

/** The steps that --stage or --curve give. */
function rampOf(options: ValueFlags, io: IO): Assignment[] {
  const { curve, stage, from, to, over, steps } = options;
  if (!curve) {
    const idle = Object.entries({ '--from': from, '--to': to, '--over': over, '--steps': steps }).find(
      ([, value]) => value !== undefined,
    );
    if (idle)
      throw fail('USAGE_MISSING', { what: `the curve that ${idle[0]} is about`, flag: '--curve SHAPE' });
    return assignStages(stage ?? []);
  }
  if (stage) throw fail('USAGE_CONFLICT', { flags: '--stage and --curve' });
  if (over === undefined)
    throw fail('USAGE_MISSING', { what: 'how long the curve takes', flag: '--over DURATION' });
  const asked = {
    shape: curve,
    from: numberOf(from, 1),
    to: numberOf(to, 100),
    over: parseDuration(over) ?? Number.NaN,
    steps: numberOf(steps, 8),
  };
  const fault = curveFault(asked);
  if (fault)
    throw fail('USAGE_VALUE', {
      ...fault,
      got: { '--from': from, '--to': to, '--over': over, '--steps': steps }[fault.flag] ?? fault.got,
    });
  const stages = drawCurve(asked);
  io.err(
    `steps of the ${curve} curve: ${stages.map((one) => `${one.target_accept_percentage},${one.duration}`).join(' ')}\n`,
  );
  return stepAssignments(stages, (i) => `--curve ${curve} (step ${i + 1})`);
}

const numberOf = (text: string | undefined, fallback: number): number =>
  text === undefined ? fallback : text.trim() === '' ? Number.NaN : Number(text);
