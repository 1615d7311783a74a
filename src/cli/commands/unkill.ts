import { ask } from '../../control/commands/ask.ts';
import { requestOf } from '../../control/commands/request.ts';
import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import { unkill as write } from '../../control/record/request-writes.ts';
import { printableJson } from '../../text/printable.ts';
import { defineCommand } from '../command.ts';
import { outputOption, stateOption } from '../options.ts';
import { openRollout, worldOf } from '../rollouts/open-rollout.ts';
import type { StateFlags } from '../state-dir.ts';

interface Flags extends StateFlags {
  readonly reason?: string;
  readonly output: 'text' | 'json';
}

export const unkill = defineCommand({
  describe: (command) =>
    command
      .argument('<rollout>', 'the rollout whose kill is ended')
      .option('--reason <text>', 'why, for the journal')
      .addOption(stateOption())
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nIt stays at 0 %, not started, without its approvals.\n\nExample:\n  $ rollout unkill checkout-v2 --reason "fixed in 2.1"',
      ),

  request: ({ reason = '', state, output }: Flags, [name = '']) => ({
    name: checkRolloutName(name),
    reason,
    state,
    output,
  }),

  async run({ name, reason, state, output }, io) {
    const { store } = await openRollout({ name, state }, io);
    const request = requestOf('unkill', reason, worldOf(io)('/'));
    const { isNew, record } = await ask({ name, store, write, request });
    const document = { rollout: name, changed: isNew, record: record.number };
    const text = isNew ? `${name} is no longer killed: 0 %, not started` : `${name} is not killed`;
    io.out(output === 'json' ? `${printableJson(document, 2)}\n` : `${text}\n`);
    return 0;
  },
});
