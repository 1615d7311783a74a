import { findBlueprint } from '../../../blueprint/catalog.ts';
import { type Parameter, parametersOf } from '../../../blueprint/parameters.ts';
import { fail } from '../../../errors/rollout-error.ts';
import { addBlueprintsOption } from '../../inputs.ts';
import { outputOption } from '../../options.ts';
import { type Paint, paintFor } from '../../paint.ts';
import { verb } from '../../verb.ts';

interface Options {
  readonly name?: string;
  readonly blueprints?: string;
  readonly output: 'text' | 'json';
}

export const show = verb<Options>({
  describe: (command) =>
    addBlueprintsOption(command.argument('[name]', 'the blueprint').option('--name <blueprint>', 'the same'))
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout blueprints show average-latency'),

  async run(options, io, args) {
    const asked = args[0] ?? options.name;
    if (asked === undefined) throw fail('USAGE_MISSING', { what: 'the blueprint', flag: 'NAME' });
    const { name, title, summary, renderer, drivers, values, dynamic } = await findBlueprint(
      asked,
      options.blueprints,
    );
    const parameters = parametersOf(values());
    const dynamics = parametersOf(dynamic());
    if (options.output === 'json') {
      const facts = { name, title, summary, renderer, drivers, parameters, dynamic_parameters: dynamics };
      io.out(`${JSON.stringify(facts, null, 2)}\n`);
      return 0;
    }
    const paint = await paintFor(io.colour.stdout);
    io.out(`${paint.bold(name)}\n${title}. ${summary}\n\n${listOf(parameters, paint)}\n`);
    io.out(`Dynamic configuration, while it runs:\n\n${listOf(dynamics, paint)}`);
    return 0;
  },
});

/** Two lines a parameter, which fit where a table of these paths would not. */
const listOf = (parameters: readonly Parameter[], paint: Paint): string =>
  parameters
    .map(
      (one) =>
        `${paint.bold(one.path)}  ${factsOf(one, paint)}\n${one.description ? `    ${one.description}\n` : ''}`,
    )
    .join('');

function factsOf({ type, unit, required, default: fallback }: Parameter, paint: Paint): string {
  const given = fallback === undefined ? [] : [`default ${JSON.stringify(fallback)}`];
  const facts = [unit ? `${type} (${unit})` : type, ...given].map((fact) => paint.dim(fact));
  return [...facts, ...(required ? [paint.yellow('required')] : [])].join(', ');
}
