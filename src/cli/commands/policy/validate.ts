import { factsOf } from '../../../policy/facts.ts';
import { planTable } from '../../../render/plan-table.ts';
import { addPolicyOptions, type PolicyOptions } from '../../inputs.ts';
import { outputOption } from '../../options.ts';
import { judge, report } from '../../verdict.ts';
import { verb } from '../../verb.ts';

interface Options extends PolicyOptions {
  readonly strict?: boolean;
  readonly explain?: boolean;
  readonly output: 'text' | 'json';
}

export const validate = verb<Options>({
  describe: (command) =>
    addPolicyOptions(command)
      .option('--strict', 'warnings count as errors')
      .option('--explain', 'print the compiled circuit: order, slots, and which signals are read a tick late')
      .addOption(outputOption())
      .addHelpText('after', '\nChecks the schema, compiles the circuit, and looks for what was probably not meant. Exits 3 when it is not valid.\n\nExample:\n  $ rollout policy validate --policy-file policy.yaml --strict'),

  async run(options, io) {
    const verdict = await judge(options, io);
    return report(verdict, options, io, () => {
      const facts = factsOf(verdict.plan!).sentences.map((sentence) => `  ${sentence}\n`);
      const table = options.explain ? `\n${planTable(verdict.plan!)}` : '';
      return `policy ${verdict.loaded?.name}: valid\n${facts.join('')}${table}`;
    });
  },
});
