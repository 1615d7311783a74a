import { factsOf } from '../../../rollout/facts.ts';
import { checkPolicy, printCheck, type ValidPolicy } from '../../check-policy.ts';
import { defineCommand } from '../../command.ts';
import { outputOption } from '../../options.ts';
import { addSetOption, addValuesOptions, readValuesFlags, type ValuesFlags } from '../../policy-flags.ts';

interface Flags extends ValuesFlags {
  readonly strict?: boolean;
  readonly output: 'text' | 'json';
}

export const validate = defineCommand({
  describe: (command) =>
    addSetOption(
      addValuesOptions(
        command.optionsGroup('Values:'),
        'values of the blueprint, as -f (default: values.yaml where it exists)',
      ),
    )
      .optionsGroup('Result:')
      .option('--strict', 'warnings count as errors')
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExits 3 when they are not valid.\n\nExamples:\n  $ rollout blueprints validate values.yaml\n  $ rollout blueprints validate values.yaml --strict -o json\n  $ rollout blueprints validate values.yaml --value policy.evaluation_interval=5s\n  $ rollout blueprints validate values.yaml --annotations github',
      ),

  request: (flags: Flags, args) => ({
    values: readValuesFlags(flags, args),
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
