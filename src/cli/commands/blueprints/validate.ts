import { factsOf } from '../../../rollout/facts.ts';
import { checkPolicy, printCheck, type ValidPolicy } from '../../check-policy.ts';
import { defineCommand } from '../../command.ts';
import { outputOption, repeated } from '../../options.ts';
import { addValuesOptions, readValuesFlags, type ValuesFlags } from '../../policy-flags.ts';

interface Flags extends ValuesFlags {
  readonly strict?: boolean;
  readonly output: 'text' | 'json';
}

export const validate = defineCommand({
  describe: (command) =>
    addValuesOptions(command)
      .option('--set <path=value>', 'one value, over those of the file; may be repeated', repeated)
      .option('--strict', 'warnings count as errors')
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExits 3 when they are not valid.\n\nExample:\n  $ rollout blueprints validate --values-file values.yaml',
      ),

  request: (flags: Flags) => ({
    values: readValuesFlags(flags),
    strict: flags.strict,
    output: flags.output,
  }),

  async run({ values, strict, output }, io) {
    const check = await checkPolicy(values, { strict }, io);
    const text = ({ loaded, plan }: ValidPolicy): string => {
      const facts = factsOf(plan).sentences.map((sentence) => `  ${sentence}\n`);
      return `${loaded.file ?? 'values'}: valid for ${loaded.blueprint?.name}\n${facts.join('')}`;
    };
    return printCheck(check, { output, text }, io);
  },
});
