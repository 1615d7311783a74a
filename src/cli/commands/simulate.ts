import { severalRamps } from '../../rollout/ramp.ts';
import { defineCommand } from '../command.ts';
import type { IO } from '../io.ts';
import { compileChecked, loadPolicy } from '../load-policy.ts';
import { addSimulateOptions } from '../simulate/flags.ts';
import type { GatedOptions, GatedRollout } from '../simulate/gated-rollout.ts';
import { printResult } from '../simulate/output.ts';
import { rehearse } from '../simulate/rehearse.ts';
import { type SimulateRequest, simulateRequest } from '../simulate/request.ts';
import { openRunFiles } from '../simulate/run-files.ts';
import { initialDocument } from '../simulate/steering.ts';

export const simulate = defineCommand({
  describe: (command) => addSimulateOptions(command).addHelpText('after', EXAMPLES),

  request: simulateRequest,

  async run(request, io) {
    if (request.settings) {
      const { simulateSettings } = await import('../simulate/try/try.ts');
      return simulateSettings(request, request.settings, io);
    }
    const { loaded, plan, diagnostics, rollout } = await loadSubject(request, io);
    const warnings = [...diagnostics, ...severalRamps(plan)];
    const given = await initialDocument(request.steering, plan, io);
    const gated = rollout && (await gateOf({ rollout, plan, request }));
    const initial = gated ? gated.documentOf(given) : given;
    const files = await openRunFiles(request.outputs, { plan, gate: gated?.gate }, io);
    try {
      const rehearsed = await rehearse({ request, loaded, plan, gated, initial, files, warnings }, io);
      return await printResult({ ...rehearsed, plan, gated }, request.outputs, io);
    } catch (problem) {
      files.discard();
      throw problem;
    }
  },
});

/** The policy that is asked for, by itself or by the rollout file that names it. */
async function loadSubject(request: SimulateRequest, io: IO) {
  if (request.rollout) {
    const { loadRollout } = await import('../rollout-file/load.ts');
    return loadRollout(request.rollout.file, request.rollout.blueprints, io);
  }
  const loaded = await loadPolicy(request.policy, io);
  return { loaded, ...(await compileChecked(loaded)), rollout: undefined };
}

async function gateOf(options: GatedOptions): Promise<GatedRollout> {
  const { GatedRollout } = await import('../simulate/gated-rollout.ts');
  return new GatedRollout(options);
}

const EXAMPLES = `
Examples:
  $ rollout simulate values.yaml --start --scenario latency-regression

  On a week of history, with a report, kept for later:
  $ rollout simulate values.yaml --start --prometheus http://localhost:9090 \\
      --from now-7d --report report.html --record week.recording

  On what was kept, in continuous integration:
  $ rollout simulate values.yaml --start --replay week.recording --expect completed

  Once for each of several values, as a table:
  $ rollout simulate values.yaml --start --replay week.recording \\
      --try 'policy.load_ramp.steps[1].duration=10m,20m,30m'

  On the present, until it is complete or Ctrl-C; steered from another terminal:
  $ rollout simulate values.yaml --prometheus http://localhost:9090
  $ rollout start checkout-v2`;
