import { dashboard as build } from '../../../render/dashboard.ts';
import { printableJson } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { compileChecked, loadPolicy } from '../../load-policy.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../../policy-flags.ts';
import { writeResult } from '../../write-result.ts';

interface Flags extends PolicyFlags {
  readonly outputFile: string;
  readonly overwrite?: boolean;
}

export const dashboard = defineCommand({
  describe: (command) =>
    addPolicyOptions(command.optionsGroup('Policy:'))
      .optionsGroup('Result:')
      .option('--output-file <file>', 'where it is written; - is standard output', '-')
      .option('--overwrite', 'replace an existing file')
      .addHelpText(
        'after',
        `
Import it in Grafana 10 or later. A policy file carries no dashboard settings: the defaults are taken.

Examples:
  $ rollout policy dashboard values.yaml --output-file dashboard.json
  $ rollout policy dashboard --policy-file policy.yaml
  $ rollout policy dashboard values.yaml --value 'dashboard.title=Checkout v2' --value dashboard.time_from=now-3h`,
      ),

  request: (flags: Flags, args) => ({
    policy: readPolicyFlags(flags, args),
    outputFile: flags.outputFile,
    overwrite: flags.overwrite,
  }),

  async run({ policy, outputFile, overwrite }, io) {
    const loaded = await loadPolicy(policy, io);
    const { plan, diagnostics } = await compileChecked(loaded);
    io.report(diagnostics);
    const text = `${printableJson(build(plan, loaded.name, loaded.dashboard), 2)}\n`;
    await writeResult(outputFile, text, { overwrite }, io);
    return 0;
  },
});
