import { defineCommand } from '../command.ts';
import { addTuneOptions } from '../tune/flags.ts';
import { tuneRequest } from '../tune/request.ts';

export const tune = defineCommand({
  describe: (command) => addTuneOptions(command).addHelpText('after', EXAMPLES),

  request: tuneRequest,

  async run(request, io) {
    const { tune: tunePolicy } = await import('../tune/tune.ts');
    return tunePolicy(request, io);
  },
});

const EXAMPLES = `
Exits with 1 when no setting keeps the limits: the nearest is shown then.

Examples:
  $ rollout tune values.yaml --prometheus http://localhost:9090 --from now-14d \\
      --detect 'AVERAGE_LATENCY_0: x1.3' --output-file tuned.yaml

  On recordings, at most 1 in 50 reset by nothing; the last step too:
  $ rollout tune values.yaml --replay week.recording --detect 'AVERAGE_LATENCY_0: x1.3' \\
      --max-false-alarms 1/50 --vary 'policy.load_ramp.steps[1].duration=10m,20m,30m'`;
