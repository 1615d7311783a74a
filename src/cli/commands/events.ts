import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import { defineCommand } from '../command.ts';
import { outputOption, stateOption } from '../options.ts';
import type { StateFlags } from '../state-dir.ts';

interface Flags extends StateFlags {
  readonly follow?: boolean;
  readonly output: 'text' | 'json';
}

export const events = defineCommand({
  describe: (command) =>
    command
      .argument('<rollout>', 'the rollout whose journal is shown')
      .option('--follow', 'go on with what happens from now on, until Ctrl-C')
      .addOption(stateOption())
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nWith -o json every event is a line: sequence, time, kind, percentage, step (from 0), reason, by, id.\n\nExamples:\n  $ rollout events checkout-v2\n  $ rollout events checkout-v2 -o json | jq .reason',
      ),

  request: ({ follow = false, state, output }: Flags, [name = '']) => ({
    name: checkRolloutName(name),
    follow,
    state,
    output,
  }),

  async run(request, io) {
    const { showEvents } = await import('../rollouts/show-events.ts');
    return showEvents(request, io);
  },
});
