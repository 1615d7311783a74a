import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import { defineCommand } from '../command.ts';
import { readDurationFlag } from '../duration-flag.ts';
import { outputOption } from '../options.ts';
import { killNow } from '../rollouts/kill-now.ts';
import type { KillRequest } from '../rollouts/kill-request.ts';
import { addPlaceOptions, readPlace, type ServerFlags } from '../rollouts/place.ts';
import type { StateFlags } from '../state-dir.ts';

interface Flags extends StateFlags, ServerFlags {
  readonly reason?: string;
  readonly check?: boolean;
  readonly timeout?: string;
  readonly output: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  $ rollout kill checkout-v2 --reason "errors in Norway"
  $ rollout kill checkout-v2 --check

With --server URL --token-file FILE the process that listens there does it.`;

export const kill = defineCommand({
  describe: (command) =>
    addPlaceOptions(
      command
        .argument('<rollout>', 'the rollout that is switched off')
        .option('--reason <text>', 'why, for the journal')
        .option('--check', 'try everything that a kill needs, and switch nothing')
        .option('--timeout <duration>', 'end by then, also where it is not confirmed (default: never)'),
    )
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: ({ reason = '', check = false, timeout, output, ...flags }: Flags, [name = '']) => ({
    request: {
      ...readPlace(flags),
      name: checkRolloutName(name),
      reason,
      timeout: readDurationFlag('--timeout', timeout, '30s'),
      output,
    } satisfies KillRequest,
    check,
  }),

  async run({ request, check }, io) {
    if (check) {
      const { checkKill } = await import('../rollouts/check-kill.ts');
      return checkKill(request, io);
    }
    return killNow(request, io);
  },
});
