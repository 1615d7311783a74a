import { findBlueprint } from '../../../blueprint/catalog.ts';
import { type Parameter, parametersOf } from '../../../blueprint/parameters.ts';
import { fail } from '../../../errors/rollout-error.ts';
import { printableJson, printableLine, printableText } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { outputOption } from '../../options.ts';
import { type Paint, paintFor } from '../../paint.ts';
import { addBlueprintsOption } from '../../policy-flags.ts';

interface Options {
  readonly name?: string;
  readonly blueprints?: string;
  readonly output: 'text' | 'json';
}

export const show = defineCommand({
  describe: (command) =>
    addBlueprintsOption(command.argument('[name]', 'the blueprint').option('--name <blueprint>', 'the same'))
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout blueprints show average-latency'),

  request({ name, blueprints, output }: Options, [argument]) {
    const wanted = argument ?? name;
    if (wanted === undefined) throw fail('USAGE_MISSING', { what: 'the blueprint', flag: 'NAME' });
    return { wanted, blueprints, output };
  },

  async run({ wanted, blueprints, output }, io) {
    const blueprint = await findBlueprint(wanted, blueprints);
    const { name, title, summary, renderer, drivers, values, dynamic } = blueprint;
    const parameters = parametersOf(values());
    const dynamics = parametersOf(dynamic());
    if (output === 'json') {
      const facts = { name, title, summary, renderer, drivers, parameters, dynamic_parameters: dynamics };
      io.out(`${printableJson(facts, 2)}\n`);
      return 0;
    }
    const paint = await paintFor(io.colour.stdout);
    io.out(`${paint.bold(name)}\n${printableText(`${title}. ${summary}`)}\n\n${listOf(parameters, paint)}\n`);
    io.out(`Dynamic configuration, while it runs:\n\n${listOf(dynamics, paint)}`);
    return 0;
  },
});

/** Two lines a parameter, which fit where a table of these paths would not. */
const listOf = (parameters: readonly Parameter[], paint: Paint): string =>
  parameters
    .flatMap((one) => [
      `${paint.bold(printableLine(one.path))}  ${factsOf(one, paint)}`,
      ...descriptionOf(one),
    ])
    .map((line) => `${line}\n`)
    .join('');

const descriptionOf = ({ description }: Parameter): string[] =>
  description ? [`    ${printableLine(description)}`] : [];

function factsOf({ type, unit, required, default: fallback }: Parameter, paint: Paint): string {
  const facts = [paint.dim(printableLine(unit ? `${type} (${unit})` : type))];
  if (fallback !== undefined) facts.push(paint.dim(`default ${printableJson(fallback)}`));
  if (required) facts.push(paint.yellow('required'));
  return facts.join(', ');
}
