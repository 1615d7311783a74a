import { type Blueprint, findBlueprint, listBlueprints } from '../../../blueprint/catalog.ts';
import { curveFault, drawCurve, SHAPES, type Shape } from '../../../blueprint/curve.ts';
import { type BlueprintPolicy, renderBlueprint } from '../../../blueprint/render.ts';
import { type Assignment, assign, noValues, parseSet } from '../../../blueprint/set.ts';
import { assignStages, stepAssignments } from '../../../blueprint/stage.ts';
import { writeValues } from '../../../blueprint/template.ts';
import { type Diagnostic, diagnostic, fail, RolloutError, refuse } from '../../../errors/rollout-error.ts';
import { factsOf, type PolicyFacts } from '../../../policy/facts.ts';
import { lint } from '../../../policy/lint.ts';
import { parseDuration } from '../../../text/duration.ts';
import { type Document, parseYaml } from '../../../text/yaml.ts';
import { writeBundle } from '../../bundle.ts';
import { toJson } from '../../diagnostics.ts';
import { addValuesOptions, compileLoaded, namedIn } from '../../inputs.ts';
import type { GlobalOptions, IO } from '../../io.ts';
import { choiceOption, outputOption, repeated } from '../../options.ts';
import { canAsk, openPrompts } from '../../prompts.ts';
import type { Ask } from '../../prompts/ask.ts';
import { farewell } from '../../prompts/farewell.ts';
import { missingAnswers } from '../../prompts/required.ts';
import { walk } from '../../prompts/walk.ts';
import { verb } from '../../verb.ts';

interface Options {
  readonly name?: string;
  readonly valuesFile?: string;
  readonly blueprints?: string;
  readonly set?: readonly string[];
  readonly stage?: readonly string[];
  readonly curve?: Shape;
  readonly from?: string;
  readonly to?: string;
  readonly over?: string;
  readonly steps?: string;
  readonly outputFile: string;
  readonly outputDir?: string;
  readonly overwrite?: boolean;
  readonly output: 'text' | 'json';
}

export const generate = verb<Options>({
  describe: (command) =>
    addValuesOptions(command)
      .option('--set <path=value>', 'one value, over those of the file and the steps; may be repeated', repeated)
      .option('--stage <pct,duration>', 'one step of the ramp; repeated in order', repeated)
      .addOption(choiceOption('--curve <shape>', 'steps by a curve instead', SHAPES))
      .option('--from <pct>', 'where the curve starts (default: 1)')
      .option('--to <pct>', 'where the curve ends (default: 100)')
      .option('--over <duration>', 'how long the curve takes')
      .option('--steps <count>', 'how many steps it has (default: 8)')
      .option('--output-file <file>', 'where the values are written; - is standard output', 'values.yaml')
      .option('--output-dir <dir>', 'write policy, diagrams and dashboard there, too')
      .option('--overwrite', 'replace existing files')
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  async run(options, io) {
    const ask = canAsk(io, options) ? await openPrompts(io) : undefined;
    const { blueprint, base } = await begin(options, ask, io);
    const { document, assignments } = await collect(blueprint, base, options, ask, io);
    const policy = await renderBlueprint(blueprint, document);
    const { plan, diagnostics } = compileLoaded({ ...policy, text: '' });
    const warnings = [...diagnostics, ...refuse(await lint(policy, plan))];
    const written = await write(policy, document, assignments.length > 0 || !options.valuesFile, options, ask, io);
    report({ policy, written, warnings, facts: factsOf(plan) }, options, io);
    if (ask) ask.say(farewell({ blueprint: blueprint.name, values: written.values, answers: assignments }, ask.paint));
    return 0;
  },
});

const EXAMPLES = `
Without a terminal, or with --no-input, nothing is asked.

Examples:
  $ rollout blueprints generate --name base
  $ rollout blueprints generate --values-file values.yaml --curve exponential --over 72h --output-file slower.yaml`;

/** The blueprint, and the values of the file if there is one. */
async function begin({ name, valuesFile, blueprints }: Options, ask: Ask | undefined, io: IO): Promise<{ blueprint: Blueprint; base: Document }> {
  const text = valuesFile === undefined ? '' : await io.read(valuesFile);
  const base = valuesFile === undefined ? noValues : parseYaml(text, valuesFile, 'the values of a blueprint');
  const named = name ?? namedIn(text);
  if (named !== undefined) return { blueprint: await findBlueprint(named, blueprints), base };
  if (!ask) throw fail('USAGE_MISSING', { what: 'the blueprint', flag: '--name NAME' });
  const known = await listBlueprints(blueprints);
  const chosen = await ask.choose('Blueprint', known.map((one) => ({ value: one.name, title: one.title, more: one.summary })));
  return { blueprint: known.find((one) => one.name === chosen)!, base };
}

/** The values of file and flags, and of answers to what is still missing. */
async function collect(
  blueprint: Blueprint,
  base: Document,
  options: Options,
  ask: Ask | undefined,
  io: IO,
): Promise<{ document: Document; assignments: readonly Assignment[] }> {
  const sets = (options.set ?? []).map((one) => parseSet(one));
  const flags = [...rampOf(options, io), ...sets];
  const given = assign(base, flags);
  const missing = missingAnswers(given.value, blueprint.drivers).filter(({ key }) => key !== 'drivers' || blueprint.drivers.length === 1 || (ask && !options.valuesFile));
  if (missing.length === 0) return { document: given, assignments: flags };
  if (ask) {
    const answers = await walk(ask, given.value, blueprint.drivers, missing);
    return { document: assign(given, answers), assignments: [...flags, ...answers] };
  }
  if (options.valuesFile !== undefined) return { document: given, assignments: flags };
  throw new RolloutError(missing.map(({ what, flag }) => diagnostic('USAGE_MISSING', { what, flag })));
}

/** The steps that --stage or --curve give. */
function rampOf(options: Options, io: IO): Assignment[] {
  const { curve, stage, from, to, over, steps } = options;
  if (!curve) {
    const idle = Object.entries({ '--from': from, '--to': to, '--over': over, '--steps': steps }).find(([, value]) => value !== undefined);
    if (idle) throw fail('USAGE_MISSING', { what: `the curve that ${idle[0]} is about`, flag: '--curve SHAPE' });
    return assignStages(stage ?? []);
  }
  if (stage) throw fail('USAGE_CONFLICT', { flags: '--stage and --curve' });
  if (over === undefined) throw fail('USAGE_MISSING', { what: 'how long the curve takes', flag: '--over DURATION' });
  const asked = { shape: curve, from: numberOf(from, 1), to: numberOf(to, 100), over: parseDuration(over) ?? Number.NaN, steps: numberOf(steps, 8) };
  const fault = curveFault(asked);
  if (fault) throw fail('USAGE_VALUE', { ...fault, got: { '--from': from, '--to': to, '--over': over, '--steps': steps }[fault.flag] ?? fault.got });
  const stages = drawCurve(asked);
  io.err(`steps of the ${curve} curve: ${stages.map((one) => `${one.target_accept_percentage},${one.duration}`).join(' ')}\n`);
  return stepAssignments(stages, (i) => `--curve ${curve} (step ${i + 1})`);
}

const numberOf = (text: string | undefined, fallback: number): number => (text === undefined ? fallback : text.trim() === '' ? Number.NaN : Number(text));

interface Written {
  /** The values file; null when the values came whole from --values-file. */
  readonly values: string | null;
  readonly files: readonly string[];
}

async function write(
  policy: BlueprintPolicy,
  document: Document,
  changed: boolean,
  { outputFile, outputDir, overwrite = false }: Options,
  ask: Ask | undefined,
  io: IO,
): Promise<Written> {
  const values = changed ? await writeAsking(outputFile, writeValues(policy.blueprint, document.value), overwrite, ask, io) : null;
  const bundle = outputDir === undefined ? [] : await writeBundle(policy, outputDir, { overwrite }, io);
  return { values, files: [...(values === null ? [] : [values]), ...bundle] };
}

/** Writes the values; where the file exists a person may replace it or name another one. Returns where they went. */
async function writeAsking(file: string, text: string, overwrite: boolean, ask: Ask | undefined, io: IO): Promise<string> {
  try {
    await io.write(file, text, { overwrite });
    return file;
  } catch (problem) {
    const exists = problem instanceof RolloutError && problem.diagnostics[0]?.code === 'FILE_EXISTS';
    if (!ask || !exists) throw problem;
    if (await ask.confirm(`${file} exists. Replace it`, false)) return writeAsking(file, text, true, ask, io);
    const other = await ask.text({ message: 'Write to', check: (answer) => (answer === '' ? 'give a file name' : undefined) });
    return writeAsking(other, text, false, ask, io);
  }
}

interface Outcome {
  readonly policy: BlueprintPolicy;
  readonly written: Written;
  readonly warnings: readonly Diagnostic[];
  readonly facts: PolicyFacts;
}

function report({ policy, written, warnings, facts }: Outcome, options: Options & GlobalOptions, io: IO): void {
  const say = written.values === '-' ? io.err : io.out;
  if (options.output === 'json') {
    const { sentences: _, ...numbers } = facts;
    const result = { blueprint: policy.blueprint.name, policy: policy.name, values_file: written.values, written: written.files, facts: numbers, diagnostics: toJson(warnings) };
    say(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  io.warn(warnings);
  if (options.quiet) return;
  for (const file of written.files) if (file !== '-') say(`wrote ${file}\n`);
  if (written.files.length === 0) say(`${options.valuesFile} is valid; nothing was written\n`);
  for (const sentence of facts.sentences) io.err(`${sentence}\n`);
}
