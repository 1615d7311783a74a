import { fail } from '../../../errors/rollout-error.ts';
import { type PolicyFormat, writePolicy } from '../../../policy/write.ts';
import { defineCommand } from '../../command.ts';
import { compileChecked, loadPolicy } from '../../load-policy.ts';
import { choiceOption } from '../../options.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../../policy-flags.ts';
import { writeResult } from '../../write-result.ts';

interface Flags extends PolicyFlags {
  readonly format: PolicyFormat;
  readonly output: 'yaml' | 'json';
  readonly outputFile?: string;
  readonly outputDir?: string;
  readonly overwrite?: boolean;
}

const EXAMPLES = `
Examples:
  $ rollout policy render values.yaml | kubectl apply -f -

  The policy in both forms, its diagrams and its dashboard:
  $ rollout policy render values.yaml --output-dir out

  The bare policy as JSON:
  $ rollout policy render values.yaml --format spec -o json

  Under another name, into a file:
  $ rollout policy render values.yaml --value policy.policy_name=checkout-v3 --output-file checkout-v3.yaml`;

export const render = defineCommand({
  describe: (command) =>
    addPolicyOptions(command.optionsGroup('Policy:'))
      .optionsGroup('Result:')
      .addOption(
        choiceOption('--format <format>', 'the Kubernetes resource or the bare policy', ['cr', 'spec'], 'cr'),
      )
      .addOption(choiceOption('-o, --output <format>', 'form of the policy', ['yaml', 'json'], 'yaml'))
      .option('--output-file <file>', 'where it is written; - is standard output')
      .option('--output-dir <dir>', 'write the bundle here: policies, graphs and a dashboard')
      .option('--overwrite', 'replace existing files')
      .addHelpText('after', EXAMPLES),

  request(flags: Flags, args) {
    const { format, output, outputFile, outputDir, overwrite } = flags;
    if (outputFile !== undefined && outputDir !== undefined)
      throw fail('USAGE_CONFLICT', { flags: '--output-file and --output-dir' });
    return { policy: readPolicyFlags(flags, args), format, output, outputFile, outputDir, overwrite };
  },

  async run({ policy, format, output, outputFile = '-', outputDir, overwrite }, io) {
    const loaded = await loadPolicy(policy, io);
    io.report((await compileChecked(loaded)).diagnostics);
    if (outputDir === undefined) {
      await writeResult(outputFile, writePolicy(loaded.resource, format, output), { overwrite }, io);
      return 0;
    }
    const { writeBundle } = await import('../../bundle.ts');
    const paths = await writeBundle(loaded, outputDir, { overwrite }, io);
    io.out(paths.map((path) => `${path}\n`).join(''));
    return 0;
  },
});
