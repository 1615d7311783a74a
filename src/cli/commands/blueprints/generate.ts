import { CURVE_SHAPES } from '../../../blueprint/curve.ts';
import { type BlueprintPolicy, renderBlueprint } from '../../../blueprint/render.ts';
import { type Diagnostic, throwIfErrors } from '../../../errors/rollout-error.ts';
import { lint } from '../../../policy/lint.ts';
import { isMeterQuery } from '../../../policy/meter-query.ts';
import { factsOf, type PolicyFacts } from '../../../rollout/facts.ts';
import { defineCommand } from '../../command.ts';
import { toJson } from '../../diagnostics.ts';
import { begin, collect, type ValueFlags } from '../../generate/collect.ts';
import { type PlaceFlags, type Written, write } from '../../generate/write.ts';
import { addValuesOptions, compileLoaded } from '../../inputs.ts';
import type { GlobalOptions, IO } from '../../io.ts';
import { choiceOption, outputOption, repeated } from '../../options.ts';
import { farewell } from '../../prompts/next-steps.ts';
import { wrapWords } from '../../prompts/wrap-words.ts';
import { canAsk, openPrompts } from '../../prompts.ts';

interface Options extends ValueFlags, PlaceFlags, GlobalOptions {
  readonly output: 'text' | 'json';
}

export const generate = defineCommand({
  describe: (command) =>
    addValuesOptions(command)
      .option(
        '--set <path=value>',
        'one value, over those of the file and the steps; may be repeated',
        repeated,
      )
      .option('--stage <pct,duration>', 'one step of the ramp; repeated in order', repeated)
      .addOption(choiceOption('--curve <shape>', 'steps by a curve instead', CURVE_SHAPES))
      .option('--from <pct>', 'where the curve starts (default: 1)')
      .option('--to <pct>', 'where the curve ends (default: 100)')
      .option('--over <duration>', 'how long the curve takes')
      .option('--steps <count>', 'how many steps it has (default: 8)')
      .option('--output-file <file>', 'where the values are written; - is standard output', 'values.yaml')
      .option('--output-dir <dir>', 'write policy, diagrams and dashboard there, too')
      .option('--overwrite', 'replace existing files')
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: (flags: Options) => flags,

  async run(options, io) {
    const ask = canAsk(io, options) ? await openPrompts(io) : undefined;
    const { blueprint, base } = await begin(options, ask, io);
    const { document, assignments } = await collect(blueprint, base, options, ask, io);
    const policy = await renderBlueprint(blueprint, document);
    const { plan, diagnostics } = compileLoaded(policy);
    const warnings = [...diagnostics, ...throwIfErrors(await lint(policy, plan))];
    const written = await write(
      policy,
      document,
      assignments.length > 0 || !options.valuesFile,
      options,
      ask,
      io,
    );
    report({ policy, written, warnings, facts: factsOf(plan) }, options, io);
    if (ask)
      ask.say(
        farewell(
          {
            blueprint: blueprint.name,
            blueprints: options.blueprints,
            began: options.valuesFile,
            values: written.values,
            hasQueries: plan.queries.some(({ query_string }) => !isMeterQuery(query_string)),
            answers: assignments,
          },
          ask.paint,
        ),
      );
    return 0;
  },
});

const EXAMPLES = `
Without a terminal, or with --no-input, nothing is asked.

Examples:
  $ rollout blueprints generate --name base
  $ rollout blueprints generate --values-file values.yaml --curve exponential --over 72h --output-file slower.yaml`;

interface Outcome {
  readonly policy: BlueprintPolicy;
  readonly written: Written;
  readonly warnings: readonly Diagnostic[];
  readonly facts: PolicyFacts;
}

function report({ policy, written, warnings, facts }: Outcome, options: Options, io: IO): void {
  const say = written.values === '-' ? io.err : io.out;
  if (options.output === 'json') {
    const { sentences: _, ...numbers } = facts;
    const result = {
      blueprint: policy.blueprint.name,
      policy: policy.name,
      values_file: written.values,
      written: written.files,
      facts: numbers,
      diagnostics: toJson(warnings),
    };
    say(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  io.report(warnings);
  if (options.quiet) return;
  for (const file of written.files) if (file !== '-') say(`wrote ${file}\n`);
  if (written.files.length === 0) say(`${options.valuesFile} is valid; nothing was written\n`);
  const width = io.isTTY.stderr ? io.columns : Number.POSITIVE_INFINITY;
  for (const sentence of facts.sentences) io.err(`${wrapWords(sentence, width, '')}\n`);
}
