import type { KillOptions } from '../../control/commands/kill-rollout.ts';
import { checkRolloutName } from '../../control/commands/stored-rollout.ts';
import type { Seconds } from '../../text/duration.ts';
import { defineCommand } from '../command.ts';
import { readDurationFlag } from '../duration-flag.ts';
import type { IO } from '../io.ts';
import { outputOption, stateOption } from '../options.ts';
import type { StateFlags } from '../state-dir.ts';

interface Flags extends StateFlags {
  readonly reason?: string;
  readonly check?: boolean;
  readonly timeout?: string;
  readonly output: 'text' | 'json';
}

interface Request extends StateFlags {
  readonly name: string;
  readonly reason: string;
  /** Undefined: until it is confirmed. */
  readonly timeout: Seconds | undefined;
  readonly output: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  $ rollout kill checkout-v2 --reason "errors in Norway"
  $ rollout kill checkout-v2 --check`;

export const kill = defineCommand({
  describe: (command) =>
    command
      .argument('<rollout>', 'the rollout that is switched off')
      .option('--reason <text>', 'why, for the journal')
      .option('--check', 'try everything that a kill needs, and switch nothing')
      .option('--timeout <duration>', 'end by then, also where it is not confirmed (default: never)')
      .addOption(stateOption())
      .addOption(outputOption())
      .addHelpText('after', EXAMPLES),

  request: ({ reason = '', check = false, timeout, state, output }: Flags, [name = '']) => ({
    request: {
      name: checkRolloutName(name),
      reason,
      timeout: readDurationFlag('--timeout', timeout, '30s'),
      state,
      output,
    } satisfies Request,
    check,
  }),

  async run({ request, check }, io) {
    if (!check) return killNow(request, io);
    const { checkKill } = await import('../rollouts/check-kill.ts');
    return checkKill(request, io);
  },
});

async function killNow(request: Request, io: IO): Promise<number> {
  const { interrupted } = io; // Ctrl-C is listened to from before anything is told
  const { reason, timeout, output } = request;
  const { openRollout, worldOf } = await import('../rollouts/open-rollout.ts');
  const { killRollout } = await import('../../control/commands/kill-rollout.ts');
  const { requestOf } = await import('../../control/commands/request.ts');
  const { KillPrinter } = await import('../rollouts/kill-printer.ts');
  const { systemClock } = await import('../../prometheus/system-clock.ts');
  const stored = await openRollout(request, io);
  const printer = new KillPrinter(stored, output, io);
  const late = new AbortController();
  const timer = timeout === undefined ? undefined : setTimeout(() => late.abort(), timeout * 1000);
  const openWorld = worldOf(io);
  const options: KillOptions = {
    stored,
    openWorld,
    request: requestOf('kill', reason, openWorld('/')),
    clock: systemClock,
    note: printer.note,
    signal: AbortSignal.any([interrupted, late.signal]),
  };
  const report = await killRollout(options);
  clearTimeout(timer);
  return printer.end(report, interrupted.aborted);
}
