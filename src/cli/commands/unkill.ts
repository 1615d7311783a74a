import { requestOf } from '../../control/commands/request.ts';
import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import { printableJson } from '../../text/printable.ts';
import { defineCommand } from '../command.ts';
import { outputOption } from '../options.ts';
import { addPlaceOptions, readPlace, type ServerFlags } from '../rollouts/place.ts';
import type { StateFlags } from '../state-dir.ts';

interface Flags extends StateFlags, ServerFlags {
  readonly reason?: string;
  readonly output: 'text' | 'json';
}

export const unkill = defineCommand({
  describe: (command) =>
    addPlaceOptions(
      command
        .argument('<rollout>', 'the rollout whose kill is ended')
        .option('--reason <text>', 'why, for the journal'),
    )
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nIt stays at 0 %, not started, without its approvals.\n\nExample:\n  $ rollout unkill checkout-v2 --reason "fixed in 2.1"',
      ),

  request: ({ reason = '', output, ...flags }: Flags, [name = '']) => ({
    ...readPlace(flags),
    name: checkRolloutName(name),
    reason,
    output,
  }),

  async run(asked, io) {
    const { name, reason, output } = asked;
    const { withRollout } = await import('../rollouts/reach.ts');
    const { worldOf } = await import('../rollouts/open-rollout.ts');
    const request = requestOf('unkill', reason, worldOf(io)('/'));
    const answered = await withRollout(asked, io, (rollout) => rollout.ask({ verb: 'unkill' }, request));
    const document = { rollout: name, changed: answered.asked, record: answered.number };
    const text = answered.asked ? `${name} is no longer killed: 0 %, not started` : `${name} is not killed`;
    io.out(output === 'json' ? `${printableJson(document, 2)}\n` : `${text}\n`);
    return 0;
  },
});
