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
  describe: (command) =>
    addSimulateOptions(command).addHelpText(
      'after',
      `
Examples:
  $ rollout simulate --values-file values.yaml --start --scenario latency-regression
  $ rollout simulate values.yaml --start --replay checkout.recording \\
      --try 'policy.drivers.average_latency_drivers[0].criteria.forward.threshold=70,80,90'`,
    ),

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
