import { addAssessOptions } from '../assess/flags.ts';
import { assessRequest } from '../assess/request.ts';
import { defineCommand } from '../command.ts';

export const assess = defineCommand({
  describe: (command) => addAssessOptions(command).addHelpText('after', EXAMPLES),

  request: assessRequest,

  async run(request, io) {
    const { assess: assessPolicy } = await import('../assess/assess.ts');
    return assessPolicy(request, io);
  },
});

const EXAMPLES = `
Examples:
  $ rollout assess values.yaml --prometheus http://localhost:9090 --from now-14d

  On recordings, in continuous integration; exit code 1 if more than 1 in 20 are
  reset by nothing:
  $ rollout assess values.yaml --replay week.recording --max-false-alarms 1/20

  What a slower feature would do:
  $ rollout assess values.yaml --replay week.recording \\
      --inject 'AVERAGE_LATENCY_0: x1.1..2/4' --report assess.html`;
