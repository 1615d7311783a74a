import { fail } from '../../../errors/rollout-error.ts';
import { dashboard as build, runDashboard } from '../../../render/dashboard.ts';
import { printableJson } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import type { IO } from '../../io.ts';
import { compileChecked, loadPolicy, type PolicyRequest } from '../../load-policy.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../../policy-flags.ts';
import { writeResult } from '../../write-result.ts';

interface Flags extends PolicyFlags {
  readonly rolloutFile?: string;
  readonly outputFile: string;
  readonly overwrite?: boolean;
}

export const dashboard = defineCommand({
  describe: (command) =>
    addPolicyOptions(command.optionsGroup('Policy:'))
      .option(
        '--rollout-file <file>',
        'that of a rollout: its dashboard while it runs, on the metrics of --listen',
      )
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
  $ rollout policy dashboard --rollout-file rollout.yaml
  $ rollout policy dashboard values.yaml --value 'dashboard.title=Checkout v2' --value dashboard.time_from=now-3h`,
      ),

  request: (flags: Flags, args) => ({
    policy: readPolicyFlags(flags, args),
    rolloutFile: rolloutFileIn(flags, args),
    blueprints: flags.blueprints,
    outputFile: flags.outputFile,
    overwrite: flags.overwrite,
  }),

  async run({ policy, rolloutFile, blueprints, outputFile, overwrite }, io) {
    const made =
      rolloutFile === undefined ? await ofPolicy(policy, io) : await ofRollout(rolloutFile, blueprints, io);
    await writeResult(outputFile, `${printableJson(made, 2)}\n`, { overwrite }, io);
    return 0;
  },
});

/** Throws USAGE_CONFLICT. */
function rolloutFileIn({ rolloutFile, ...flags }: Flags, [file]: readonly string[]): string | undefined {
  if (rolloutFile === undefined) return undefined;
  const given = {
    [file ?? '']: file,
    '--policy-file': flags.policyFile,
    '--values-file': flags.valuesFile,
    '--name': flags.name,
    '--set': flags.set,
    '--value': flags.value,
  };
  const conflict = Object.entries(given).find(([, value]) => value !== undefined);
  if (conflict) throw fail('USAGE_CONFLICT', { flags: `--rollout-file and ${conflict[0]}` });
  return rolloutFile;
}

async function ofPolicy(policy: PolicyRequest, io: IO): Promise<object> {
  const loaded = await loadPolicy(policy, io);
  const { plan, diagnostics } = await compileChecked(loaded);
  io.report(diagnostics);
  return build(plan, loaded.name, loaded.dashboard);
}

async function ofRollout(file: string, blueprints: string | undefined, io: IO): Promise<object> {
  const { loadRollout } = await import('../../rollout-file/load.ts');
  const { rollout, loaded, plan, diagnostics } = await loadRollout(file, blueprints, io);
  io.report(diagnostics);
  return runDashboard(plan, rollout.name, loaded.dashboard);
}
