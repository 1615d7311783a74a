import { CURVE_SHAPES } from '../../../blueprint/curve.ts';
import { type BlueprintPolicy, renderBlueprint } from '../../../blueprint/render.ts';
import { type Diagnostic, throwIfErrors } from '../../../errors/rollout-error.ts';
import { lint } from '../../../policy/lint.ts';
import { isMeterQuery } from '../../../policy/meter-query.ts';
import { factsOf, type PolicyFacts } from '../../../rollout/facts.ts';
import { printableJson } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { addConnectionOptions, type ConnectionFlags, readConnectionFlags } from '../../connection.ts';
import { toJson } from '../../diagnostics.ts';
import { collectValues } from '../../generate/collect-values.ts';
import { type RampFlags, readRampFlags } from '../../generate/ramp-flags.ts';
import { type Destination, type Written, write } from '../../generate/write.ts';
import type { GlobalOptions, IO } from '../../io.ts';
import { compileLoaded } from '../../load-policy.ts';
import { choiceOption, outputOption, repeated } from '../../options.ts';
import {
  addSetOption,
  addValuesOptions,
  assignmentsIn,
  type ValuesFlags,
  valuesFileIn,
} from '../../policy-flags.ts';
import { nextSteps } from '../../prompts/next-steps.ts';
import { canPrompt, openPrompts } from '../../prompts/open-prompts.ts';
import { wrapWords } from '../../prompts/wrap-words.ts';
import { SCHEMA_URL } from '../../template-options.ts';

interface Flags extends ValuesFlags, RampFlags, Destination, ConnectionFlags, GlobalOptions {
  readonly output: 'text' | 'json';
}

export const generate = defineCommand({
  describe: (command) =>
    addConnectionOptions(
      addSetOption(addValuesOptions(command.optionsGroup('Values:')))
        .optionsGroup('Ramp:')
        .option('--stage <pct,duration>', 'one step of the ramp; repeated in order', repeated)
        .addOption(choiceOption('--curve <shape>', 'steps by a curve instead', CURVE_SHAPES))
        .option('--from <pct>', 'where the curve starts (default: 1)')
        .option('--to <pct>', 'where the curve ends (default: 100)')
        .option('--over <duration>', 'how long the curve takes')
        .option('--steps <count>', 'how many steps it has (default: 8)')
        .optionsGroup('Server (completes names, draws queries):'),
    )
      .optionsGroup('Result:')
      .option('--output-file <file>', 'where the values are written; - is standard output', 'values.yaml')
      .option('--output-dir <dir>', 'write policy, diagrams and dashboard there, too')
      .option(...SCHEMA_URL)
      .option('--overwrite', 'replace existing files')
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: (flags: Flags, args) => ({
    given: {
      valuesFile: valuesFileIn(flags, args),
      blueprint: flags.name,
      blueprints: flags.blueprints,
      assignments: assignmentsIn(flags),
      ramp: readRampFlags(flags),
    },
    destination: {
      outputFile: flags.outputFile,
      outputDir: flags.outputDir,
      schemaUrl: flags.schemaUrl,
      overwrite: flags.overwrite,
    },
    connection: readConnectionFlags(flags),
    input: flags.input,
    quiet: flags.quiet === true,
    output: flags.output,
  }),

  async run({ given, destination, connection, input, quiet, output }, io) {
    if (given.ramp.note !== undefined) io.err(given.ramp.note);
    const prompts = canPrompt(io, { input }) ? await openPrompts(io) : undefined;
    const collected = await collectValues({ given, destination, connection }, prompts, io);
    const { blueprint, document, assignments } = collected;
    const policy = await renderBlueprint(blueprint, document);
    const { plan, diagnostics } = compileLoaded(policy);
    const warnings = [...diagnostics, ...throwIfErrors(await lint(policy, plan))];
    const hasNewValues = assignments.length > 0 || given.valuesFile === undefined;
    const { file: outputFile, overwrite: overwriteFile } = collected.output;
    const where = { ...destination, outputFile, overwriteFile };
    const written = await write({ policy, document, hasNewValues }, where, prompts, io);
    const result = { policy, written, warnings, facts: factsOf(plan), valuesFile: given.valuesFile };
    if (output === 'json') printJson(result, io);
    else printText(result, quiet, io);
    if (!prompts) return 0;
    const generated = {
      blueprint: blueprint.name,
      blueprints: given.blueprints,
      valuesFile: given.valuesFile,
      written: written.values,
      hasQueries: plan.queries.some(({ query_string }) => !isMeterQuery(query_string)),
      answers: assignments,
      invocation: io.invocation,
    };
    prompts.print(nextSteps(generated, prompts.paint));
    return 0;
  },
});

const EXAMPLES = `
At a terminal what is missing is asked: Esc goes back, ? explains, Ctrl-C prints the
command that goes on. With --prometheus the questions complete metrics and labels and
propose thresholds from a query's last day (a request: 5s, tried again once). Without
a terminal, or with --no-input, nothing is asked, and no server either.

Examples:
  $ rollout blueprints generate --name base

  With the metrics of your Prometheus in the questions:
  $ rollout blueprints generate --name promql --prometheus http://localhost:9090

  With every answer given:
  $ rollout blueprints generate --name promql --output-file errors.yaml --set policy.policy_name=checkout-v2 \\
      --set 'policy.load_ramp.sampler.selectors=[{service: checkout.prod.svc, control_point: ingress}]' \\
      --set 'policy.drivers.promql_drivers=[{query_string: "sum(rate(errors_total[5m]))", criteria: {forward: {operator: lt, threshold: 1}, reset: {operator: gt, threshold: 5}}}]' \\
      --stage 1,0s --stage 25,30m --stage 100,2h

  From a file, with a ramp that follows a curve:
  $ rollout blueprints generate --values-file values.yaml --curve exponential --over 72h --output-file slower.yaml

  With policy, diagrams and dashboard:
  $ rollout blueprints generate --values-file values.yaml --output-dir bundle`;

interface Result {
  readonly policy: BlueprintPolicy;
  readonly written: Written;
  readonly warnings: readonly Diagnostic[];
  readonly facts: PolicyFacts;
  /** The file the values were read from. */
  readonly valuesFile: string | undefined;
}

/** Where the result is printed: on stderr when stdout carries the values. */
const printerFor = ({ values }: Written, io: IO): IO['out'] => (values === '-' ? io.err : io.out);

function printJson({ policy, written, warnings, facts }: Result, io: IO): void {
  const { sentences: _, ...numbers } = facts;
  const result = {
    blueprint: policy.blueprint.name,
    policy: policy.name,
    values_file: written.values,
    written: written.files,
    facts: numbers,
    diagnostics: toJson(warnings),
  };
  printerFor(written, io)(`${printableJson(result, 2)}\n`);
}

function printText({ written, warnings, facts, valuesFile }: Result, quiet: boolean, io: IO): void {
  io.report(warnings);
  if (quiet) return;
  const print = printerFor(written, io);
  for (const file of written.files) if (file !== '-') print(`wrote ${file}\n`);
  if (written.files.length === 0) print(`${valuesFile} is valid; nothing was written\n`);
  const width = io.isTTY.stderr ? io.columns : Number.POSITIVE_INFINITY;
  for (const sentence of facts.sentences) io.err(`${wrapWords(sentence, { width, indent: '' })}\n`);
}
