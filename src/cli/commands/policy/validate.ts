import { explainPlan } from '../../../circuit/plan/describe.ts';
import { factsOf } from '../../../rollout/facts.ts';
import { defineCommand } from '../../command.ts';
import { addConnectionOptions } from '../../connection.ts';
import { addPolicyOptions, type PolicyOptions } from '../../inputs.ts';
import { outputOption } from '../../options.ts';
import { type TrialFlags, tryQueries } from '../../try-queries.ts';
import { judge, report } from '../../verdict.ts';

interface Options extends PolicyOptions, TrialFlags {
  readonly strict?: boolean;
  readonly explain?: boolean;
  readonly output: 'text' | 'json';
}

export const validate = defineCommand({
  describe: (command) =>
    addConnectionOptions(addPolicyOptions(command))
      .option('--at <time>', 'with --prometheus: the moment that counts as now')
      .option('--strict', 'warnings count as errors')
      .option('--explain', 'print the compiled circuit: order, slots, and which signals are read a tick late')
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nChecks the schema, compiles the circuit, and looks for what was probably not meant. Exits 3 when it is not valid.\n\nExample:\n  $ rollout policy validate --policy-file policy.yaml --strict',
      ),

  request: (flags: Options) => flags,

  async run(options, io) {
    let table = '';
    const verdict = await judge(options, io, async (loaded, plan) => {
      if (options.prometheus === undefined) return [];
      const tried = await tryQueries(options.prometheus, options, loaded, plan, io);
      table = tried.table;
      return tried.diagnostics;
    });
    if (options.output === 'text') io.out(table);
    return report(verdict, options, io, () => {
      const facts = factsOf(verdict.plan!).sentences.map((sentence) => `  ${sentence}\n`);
      const explained = options.explain ? `\n${explainPlan(verdict.plan!)}` : '';
      return `policy ${verdict.loaded?.name}: valid\n${facts.join('')}${explained}`;
    });
  },
});
