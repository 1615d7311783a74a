import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import { defineCommand } from '../command.ts';
import { outputOption } from '../options.ts';
import { addPlaceOptions, readPlace, type ServerFlags } from '../rollouts/place.ts';
import type { StateFlags } from '../state-dir.ts';

interface Flags extends StateFlags, ServerFlags {
  readonly follow?: boolean;
  readonly output: 'text' | 'json';
}

export const events = defineCommand({
  describe: (command) =>
    addPlaceOptions(
      command
        .argument('<rollout>', 'the rollout whose journal is shown')
        .option('--follow', 'go on with what happens from now on, until Ctrl-C'),
    )
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nWith -o json every event is a line: sequence (null before it is in the journal), time, kind, percentage, step (from 0), reason, by, id.\n\nExamples:\n  $ rollout events checkout-v2\n  $ rollout events checkout-v2 -o json | jq .reason',
      ),

  request: ({ follow = false, output, ...flags }: Flags, [name = '']) => ({
    ...readPlace(flags),
    name: checkRolloutName(name),
    follow,
    output,
  }),

  async run(request, io) {
    const { server } = request;
    if (server) {
      const { serverEvents } = await import('../rollouts/server-events.ts');
      return serverEvents(request, server, io);
    }
    const { showEvents } = await import('../rollouts/show-events.ts');
    return showEvents(request, io);
  },
});
