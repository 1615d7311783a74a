import { alertRules } from '../../../render/alerts.ts';
import type { RampStep } from '../../../rollout/ramp.ts';
import { rampOf } from '../../../rollout/ramp.ts';
import type { Seconds } from '../../../text/duration.ts';
import { dumpYaml } from '../../../text/yaml.ts';
import { defineCommand } from '../../command.ts';
import { addBlueprintsOption } from '../../policy-flags.ts';
import { loadRollout } from '../../rollout-file/load.ts';
import { writeResult } from '../../write-result.ts';

interface Flags {
  readonly blueprints?: string;
  readonly runbookUrl: string;
  readonly outputFile: string;
  readonly overwrite?: boolean;
}

const RUNBOOK = 'https://github.com/rolloutctl/rollout/blob/main/docs/alerts.md';

export const alerts = defineCommand({
  describe: (command) =>
    addBlueprintsOption(
      command.optionsGroup('Rollout:').argument('[file]', 'the rollout file (default: rollout.yaml)'),
    )
      .optionsGroup('Result:')
      .option('--runbook-url <url>', 'the page that says what to do, instead of that of rollout', RUNBOOK)
      .option('--output-file <file>', 'where it is written; - is standard output', '-')
      .option('--overwrite', 'replace an existing file')
      .addHelpText(
        'after',
        `
The rules read the metrics of \`rollout run --listen\`. Name the file in rule_files of Prometheus, and let it scrape
the address of --listen.

Examples:
  $ rollout policy alerts rollout.yaml
  $ rollout policy alerts rollout.yaml --output-file checkout.rules.yaml`,
      ),

  request: (flags: Flags, [file = 'rollout.yaml']) => ({ ...flags, file }),

  async run({ file, blueprints, runbookUrl: runbook, outputFile, overwrite }, io) {
    const { rollout, plan, diagnostics } = await loadRollout(file, blueprints, io);
    io.report(diagnostics);
    const { name, rules } = rollout;
    const text = dumpYaml(
      alertRules({
        rollout: name,
        interval: plan.interval,
        withoutData: rules.withoutData.after,
        longestPlateau: longestPlateau(rampOf(plan)!.steps),
        hasApprovals: rules.approvals.length > 0,
        runbook,
      }),
    );
    await writeResult(outputFile, text, { overwrite }, io);
    return 0;
  },
});

/** A step with the target of the one before, and the first one, stand still for their whole duration. */
const longestPlateau = (steps: readonly RampStep[]): Seconds =>
  Math.max(
    ...steps.map(({ target, duration }, i) => (target === (steps[i - 1]?.target ?? target) ? duration : 0)),
  );
