import type { Command as Commander } from 'commander';
import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import type { Order, Verb } from '../../control/commands/verbs.ts';
import { type Command, defineCommand } from '../command.ts';
import { outputOption, timeoutOption } from '../options.ts';
import type { StateFlags } from '../state-dir.ts';
import { DEFAULT_WAIT, readTimeout } from '../timeout-flag.ts';
import { addPlaceOptions, readPlace, type ServerFlags } from './place.ts';

interface VerbFlags extends StateFlags, ServerFlags {
  readonly reason?: string;
  readonly wait?: boolean;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

interface Definition<Flags> {
  readonly verb: Verb;
  readonly describe: (command: Commander) => Commander;
  /** What its own flags ask for. Throws USAGE_*. */
  readonly asked: (flags: Flags) => Omit<Order, 'verb'>;
  readonly example: string;
}

/** A command that asks a rollout for something in one word. */
export const defineVerb = <Flags>({ verb, describe, asked, example }: Definition<Flags>): Command =>
  defineCommand({
    describe: (command) =>
      addPlaceOptions(
        describe(command.argument('<rollout>', 'the rollout that it is for'))
          .option('--reason <text>', 'why, for the journal')
          .option('--wait', 'wait longer than a moment until its controller took it')
          .addOption(timeoutOption()),
      )
        .addOption(outputOption())
        .addHelpText('after', `\nExample:\n  $ ${example}`),

    request: (flags: Flags & VerbFlags, [name = '']) => {
      const { reason = '', wait = false, timeout, output } = flags;
      return {
        ...readPlace(flags),
        name: checkRolloutName(name),
        reason,
        mustBeTaken: wait,
        timeout: wait ? readTimeout(timeout) : DEFAULT_WAIT,
        output,
        order: { ...asked(flags), verb },
      };
    },

    async run({ order, ...request }, io) {
      const { withRollout } = await import('./reach.ts');
      const { steerRollout } = await import('./steer-rollout.ts');
      return withRollout(request, io, (rollout) => steerRollout(rollout, { ...request, ...order }, io));
    },
  });
