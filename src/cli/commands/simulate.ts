import { severalRamps } from '../../rollout/ramp.ts';
import { defineCommand } from '../command.ts';
import { compileChecked, loadPolicy } from '../load-policy.ts';
import { addSimulateOptions } from '../simulate/flags.ts';
import { printResult } from '../simulate/output.ts';
import { rehearse } from '../simulate/rehearse.ts';
import { simulateRequest } from '../simulate/request.ts';
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
    const loaded = await loadPolicy(request.policy, io);
    const { plan, diagnostics } = await compileChecked(loaded);
    const warnings = [...diagnostics, ...severalRamps(plan)];
    const initial = await initialDocument(request.steering, plan, io);
    const files = await openRunFiles(request.outputs, plan, io);
    try {
      const rehearsed = await rehearse({ request, loaded, plan, initial, files, warnings }, io);
      return await printResult({ ...rehearsed, plan }, request.outputs, io);
    } catch (problem) {
      files.discard();
      throw problem;
    }
  },
});

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
      --try 'policy.drivers.average_latency_drivers[0].criteria.forward.threshold=70,80,90'

  On the present, until it is complete or Ctrl-C; steered from another terminal:
  $ rollout simulate values.yaml --prometheus http://localhost:9090
  $ rollout start checkout-v2`;
