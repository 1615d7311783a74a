import { fail } from '../../../errors/rollout-error.ts';
import { diff as compare, type Difference, type Subject } from '../../../policy/diff.ts';
import { parseYaml } from '../../../text/yaml.ts';
import { defineCommand } from '../../command.ts';
import { addBlueprintsOption, compileLoaded, loadPolicy } from '../../inputs.ts';
import type { IO } from '../../io.ts';
import { outputOption } from '../../options.ts';
import { type Paint, paintFor } from '../../paint.ts';

interface Options {
  readonly name?: string;
  readonly blueprints?: string;
  readonly output: 'text' | 'json';
}

export const diff = defineCommand({
  describe: (command) =>
    addBlueprintsOption(
      command
        .argument('<before>', 'values or a policy')
        .argument('<after>', 'values or a policy')
        .option('--name <blueprint>', 'the blueprint of values that do not name theirs'),
    )
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExits with 1 when there is a difference.\n\nExample:\n  $ rollout policy diff values.yaml values-new.yaml',
      ),

  request(flags: Options, [before = '', after = '']) {
    if (before === '-' && after === '-') throw fail('USAGE_CONFLICT', { flags: '- and -' });
    return { ...flags, before, after };
  },

  async run(options, io) {
    const { before, after } = options;
    const [a, b] = [await load(before, options, io), await load(after, options, io)];
    const known = 'dashboard' in a && 'dashboard' in b;
    const differences = compare(
      known ? a : { ...a, dashboard: undefined },
      known ? b : { ...b, dashboard: undefined },
    );
    if (options.output === 'json')
      io.out(
        `${JSON.stringify({ equal: differences.length === 0, differences: differences.map(asJson) }, null, 2)}\n`,
      );
    else io.out(asText(differences, await paintFor(io.colour.stdout)));
    return differences.length === 0 ? 0 : 1;
  },
});

/** Values hold a `policy`; a policy holds a circuit. */
async function load(file: string, { name, blueprints }: Options, io: IO): Promise<Subject> {
  const text = await io.read(file);
  const { value } = parseYaml(text, file, 'values or a policy');
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const isPolicy = keys.includes('circuit') || keys.includes('spec') || keys.includes('kind');
  const again: IO = Object.create(io, { read: { value: async () => text } });
  const given = isPolicy ? { policyFile: file } : { valuesFile: file, name, blueprints };
  const loaded = await loadPolicy(given, again);
  const { plan } = compileLoaded(loaded);
  const { resource, values } = loaded;
  return values === undefined
    ? { resource, plan }
    : { resource, plan, dashboard: (values as { dashboard?: unknown }).dashboard };
}

const asJson = ({ change, subject, before, after, text }: Difference): Difference => ({
  change,
  subject,
  before,
  after,
  text,
});

function asText(differences: readonly Difference[], paint: Paint): string {
  if (differences.length === 0) return 'no difference in meaning\n';
  const stroke = { added: paint.green, removed: paint.red, changed: paint.yellow, renamed: paint.yellow };
  const sign = { added: '+', removed: '-', changed: '~', renamed: '~' };
  return differences.map(({ change, text }) => `${stroke[change](sign[change])} ${text}\n`).join('');
}
