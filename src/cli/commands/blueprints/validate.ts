import { factsOf } from '../../../rollout/facts.ts';
import { defineCommand } from '../../command.ts';
import { addValuesOptions, type PolicyOptions } from '../../inputs.ts';
import { outputOption, repeated } from '../../options.ts';
import { judge, report } from '../../verdict.ts';

interface Options extends Omit<PolicyOptions, 'policyFile'> {
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

  request: (flags: Options) => flags,

  async run(options, io) {
    const verdict = await judge(options, io);
    return report(verdict, options, io, () => {
      const facts = factsOf(verdict.plan!).sentences.map((sentence) => `  ${sentence}\n`);
      return `${options.valuesFile ?? 'values'}: valid for ${verdict.loaded?.blueprint?.name}\n${facts.join('')}`;
    });
  },
});
