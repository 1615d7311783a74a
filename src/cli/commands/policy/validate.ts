import { explainPlan } from '../../../circuit/plan/describe.ts';
import { factsOf } from '../../../rollout/facts.ts';
import { printableText } from '../../../text/printable.ts';
import { type CheckOptions, checkPolicy, printCheck, type ValidPolicy } from '../../check-policy.ts';
import { defineCommand } from '../../command.ts';
import { addConnectionOptions } from '../../connection.ts';
import { outputOption } from '../../options.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../../policy-flags.ts';
import { readTrialFlags, type Trial, type TrialFlags, tryQueries } from '../../try-queries.ts';

interface Flags extends PolicyFlags, TrialFlags {
  readonly strict?: boolean;
  readonly explain?: boolean;
  readonly output: 'text' | 'json';
}

const HELP = `
Checks the schema, compiles the circuit, and looks for what was probably not meant. Exits 3 when it is not valid.
With --prometheus every query is asked over the day before now, on the ticks of a run; the table is \`preflight\` in the JSON.

Examples:
  $ rollout policy validate values.yaml
  $ rollout policy validate --policy-file policy.yaml --strict

  With its queries tried on the server that it will read:
  $ rollout policy validate values.yaml --prometheus http://localhost:9090

  With another value, and findings beside the lines of a pull request:
  $ rollout policy validate values.yaml --value policy.evaluation_interval=5s --annotations github

  In which order the circuit is evaluated, and what it reads a tick late:
  $ rollout policy validate values.yaml --explain`;

export const validate = defineCommand({
  describe: (command) =>
    addConnectionOptions(
      addPolicyOptions(command.optionsGroup('Policy:')).optionsGroup('Server (every query is tried):'),
    )
      .option('--at <time>', 'with --prometheus: the moment that counts as now')
      .optionsGroup('Result:')
      .option('--strict', 'warnings count as errors')
      .option('--explain', 'print the compiled circuit: order, slots, and which signals are read a tick late')
      .addOption(outputOption())
      .addHelpText('after', HELP),

  request: (flags: Flags, args) => ({
    policy: readPolicyFlags(flags, args),
    trial: readTrialFlags(flags),
    strict: flags.strict,
    explain: flags.explain,
    output: flags.output,
  }),

  async run({ policy, trial, strict, explain, output }, io) {
    let tried: Trial | undefined;
    const further: CheckOptions['further'] = async ({ placeOf }, plan, found) => {
      if (!trial) return found;
      tried = await tryQueries(trial, { plan, placeOf, found }, io);
      return tried.diagnostics;
    };
    const check = await checkPolicy(policy, { strict, further }, io);
    if (output === 'text') io.say(tried?.table ?? '');
    const text = ({ loaded, plan }: ValidPolicy): string => {
      const facts = factsOf(plan).sentences.map((sentence) => `  ${sentence}\n`);
      const explained = explain ? `\n${explainPlan(plan)}` : '';
      return printableText(`policy ${loaded.name}: valid\n${facts.join('')}${explained}`);
    };
    const facts = check.valid ? factsOf(check.plan) : undefined;
    return printCheck(check, { output, text, json: { facts, preflight: tried?.json } }, io);
  },
});
