import { fail } from '../../../errors/rollout-error.ts';
import type { Difference } from '../../../policy/diff/difference.ts';
import type { ComparedPolicy } from '../../../policy/diff/model.ts';
import { diff as compare } from '../../../policy/diff.ts';
import { printableJson, printableLine } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { loadEither } from '../../either-policy.ts';
import { compileChecked, type LoadedPolicy } from '../../load-policy.ts';
import { outputOption } from '../../options.ts';
import { type Paint, paintFor } from '../../paint.ts';
import { addBlueprintsOption } from '../../policy-flags.ts';

interface Flags {
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
        '\nExits with 1 when there is a difference.\n\nExamples:\n  $ rollout policy diff values.yaml values-new.yaml\n\n  Values with the policy that is deployed:\n  $ rollout policy diff policy.yaml values-new.yaml',
      ),

  request({ name, blueprints, output }: Flags, [before = '', after = '']) {
    if (before === '-' && after === '-') throw fail('USAGE_CONFLICT', { flags: '- and -' });
    return { before, after, blueprint: { blueprint: name, blueprints }, output };
  },

  async run({ before, after, blueprint, output }, io) {
    const a = await loadEither(before, blueprint, io);
    const b = await loadEither(after, blueprint, io);
    const haveDashboards = a.values !== undefined && b.values !== undefined;
    const differences = compare(await subjectOf(a, haveDashboards), await subjectOf(b, haveDashboards));
    const equal = differences.length === 0;
    if (output === 'json') io.out(`${printableJson({ equal, differences: differences.map(asJson) }, 2)}\n`);
    else io.say(asText(differences, await paintFor(io.colour.stdout)));
    return equal ? 0 : 1;
  },
});

/** A policy file says nothing of a dashboard: they are compared where both sides are values. */
const subjectOf = async (loaded: LoadedPolicy, hasDashboard: boolean): Promise<ComparedPolicy> => ({
  resource: loaded.resource,
  plan: (await compileChecked(loaded)).plan,
  dashboard: hasDashboard ? loaded.dashboard : undefined,
});

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
  return differences
    .map(({ change, text, aside }) => `${stroke[change](sign[change])} ${lineOf(text, aside, paint)}\n`)
    .join('');
}

/** A line with the name of its signal dimmed. */
function lineOf(text: string, aside: string | undefined, paint: Paint): string {
  const line = printableLine(text);
  return aside === undefined ? line : line.replace(printableLine(aside), (found) => paint.dim(found));
}
