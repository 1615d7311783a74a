import type { Command as Commander } from 'commander';
import { checkRolloutName, type StoredRollout } from '../../control/commands/stored-rollout.ts';
import type { RequestWrite } from '../../control/record/request-writes.ts';
import { type Command, defineCommand } from '../command.ts';
import { outputOption, stateOption, timeoutOption } from '../options.ts';
import type { StateFlags } from '../state-dir.ts';
import { DEFAULT_WAIT, readTimeout } from '../timeout-flag.ts';

interface VerbFlags extends StateFlags {
  readonly reason?: string;
  readonly wait?: boolean;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

/** What is written for a verb, and the participle that says it was. */
interface Ordered {
  readonly write: RequestWrite;
  readonly done: string;
}

interface Verb<Flags, Asked> {
  readonly verb: string;
  readonly describe: (command: Commander) => Commander;
  /** Throws USAGE_*. */
  readonly asked: (flags: Flags) => Asked;
  readonly order: (stored: StoredRollout, asked: Asked) => Promise<Ordered>;
  readonly example: string;
}

/** A command that asks a rollout for something in one word. */
export const defineVerb = <Flags, Asked>({
  verb,
  describe,
  asked,
  order,
  example,
}: Verb<Flags, Asked>): Command =>
  defineCommand({
    describe: (command) =>
      describe(command.argument('<rollout>', 'the rollout that it is for'))
        .option('--reason <text>', 'why, for the journal')
        .option('--wait', 'wait longer than a moment until its controller took it')
        .addOption(timeoutOption())
        .addOption(stateOption())
        .addOption(outputOption())
        .addHelpText('after', `\nExample:\n  $ ${example}`),

    request: (flags: Flags & VerbFlags, [name = '']) => {
      const { reason = '', wait = false, timeout, state, output } = flags;
      return {
        name: checkRolloutName(name),
        reason,
        mustBeTaken: wait,
        timeout: wait ? readTimeout(timeout) : DEFAULT_WAIT,
        state,
        output,
        asked: asked(flags),
      };
    },

    async run(request, io) {
      const { openRollout } = await import('./open-rollout.ts');
      const { steerRollout } = await import('./steer-rollout.ts');
      const stored = await openRollout(request, io);
      const ordered = await order(stored, request.asked);
      return steerRollout(stored, { ...request, ...ordered, verb }, io);
    },
  });
