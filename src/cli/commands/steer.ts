import type { Command as Commander } from 'commander';
import type { RunningState } from '../../control/running-state.ts';
import { doneText, type SteeringAction, steer } from '../../control/steer.ts';
import { waitUntilApplied } from '../../control/wait-until-applied.ts';
import { fail } from '../../errors/rollout-error.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
import { suggest } from '../../text/suggest.ts';
import { type Command, defineCommand } from '../command.ts';
import { checkPolicyName } from '../dynamic-document.ts';
import type { IO } from '../io.ts';
import { outputOption, stateAliasOption, stateDirOption, timeoutOption } from '../options.ts';
import { addServerOptions, readServer, type ServerFlags, type ServerRequest } from '../rollouts/place.ts';
import { openStore, type StateDirFlags, type StateFlags } from '../state-dir.ts';
import { stoodAt } from '../stood-at.ts';
import { DEFAULT_WAIT, readTimeout } from '../timeout-flag.ts';

interface Flags extends StateDirFlags, StateFlags, ServerFlags {
  readonly wait?: boolean;
  readonly reason?: string;
  readonly takeOver?: boolean;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

interface Request extends StateDirFlags {
  readonly server: ServerRequest | undefined;
  /** Of a rollout, or the policy of live simulations. */
  readonly policy: string;
  readonly reason: string;
  /** Goes on from what somebody has set by hand. */
  readonly take_over: boolean | undefined;
  readonly mustBeTaken: boolean;
  readonly timeout: Seconds;
  readonly output: 'text' | 'json';
}

/** One of the commands that steer a run by one word. */
const steering = (
  action: SteeringAction,
  example: string,
  more: (command: Commander) => Commander = (command) => command,
): Command =>
  defineCommand({
    describe: (command: Commander) =>
      addServerOptions(
        more(command)
          .argument('<name>', 'a rollout, or the policy of live simulations')
          .option('--reason <text>', 'why, for the journal of a rollout')
          .option('--wait', 'wait longer than a moment until it is taken')
          .addOption(timeoutOption())
          .addOption(stateDirOption('where it is found'))
          .addOption(stateAliasOption()),
      )
        .addOption(outputOption())
        .addHelpText('after', example),

    request: (
      { reason = '', takeOver: take_over, wait = false, timeout, stateDir, state, output, ...flags }: Flags,
      [policy = ''],
    ): Request => ({
      server: readServer(flags, state ?? stateDir),
      policy: checkPolicyName(policy),
      reason,
      take_over,
      mustBeTaken: wait,
      timeout: wait ? readTimeout(timeout) : DEFAULT_WAIT,
      stateDir: state ?? stateDir,
      output,
    }),

    async run(request, io) {
      const { steerIfRollout } = await import('../rollouts/steer-either.ts');
      const exit = await steerIfRollout(
        action,
        { ...request, name: request.policy, state: request.stateDir },
        io,
      );
      if (exit !== undefined) return exit;
      if (request.take_over) throw fail('ROLLOUT_NOT_DRIFTED', { name: request.policy });
      const text = request.output === 'json' ? asJson : asText;
      io.out(text(await askRuns(action, request, io)));
      return 0;
    },
  });

/** Throws STEER_UNKNOWN where none of the policy runs. */
function runsOf(policy: string, running: readonly RunningState[]): readonly RunningState[] {
  const runs = running.filter((run) => run.policy === policy);
  if (runs.length > 0) return runs;
  const names = running.map((run) => run.policy);
  throw fail('STEER_UNKNOWN', { policy, suggestion: suggest(policy, names) });
}

/** Asks the runs of a policy, and waits until they took it. Throws STEER_*, and INTERRUPTED before one took it. */
async function askRuns(
  action: SteeringAction,
  { policy, timeout, stateDir }: Request,
  io: IO,
): Promise<Receipt> {
  const store = openStore({ stateDir }, io);
  const { interrupted: signal, now } = io; // Ctrl-C is listened to from before anything is asked
  const runs = runsOf(policy, store.running());
  const asked = steer(store, runs, action);
  const isApplied = asked.isTaken;
  const wait = { store, policy, isApplied, timeout, onlyWhileRunning: true, now, signal };
  const took = await waitUntilApplied(wait);
  if (took.length < runs.length) asked.withdraw();
  if (took.length === 0 && signal.aborted) throw fail('INTERRUPTED', {});
  if (took.length === 0) throw fail('STEER_NOT_TAKEN', { policy, action, waited: formatSpoken(timeout) });
  return { action, runs: took.map(asked.before) };
}

interface Receipt {
  readonly action: SteeringAction;
  /** The runs that took it, each as it stood then. */
  readonly runs: readonly RunningState[];
}

function asText({ action, runs }: Receipt): string {
  const [from, to] = action === 'reset' ? ['from', ', to its start'] : ['at', ''];
  const lines = runs.map((run) => {
    const which = runs.length === 1 ? '' : `, process ${run.pid}`;
    return `${doneText(action)} ${run.policy} ${from} ${stoodAt(run)}${to} (tick ${run.tick}${which})\n`;
  });
  return lines.join('');
}

function asJson({ action, runs: steered }: Receipt): string {
  const runs = steered.map((run) => ({
    pid: run.pid,
    tick: run.tick,
    step: run.step,
    steps: run.steps,
    accept_percentage: run.accept_percentage,
  }));
  return `${printableJson({ policy: steered[0]!.policy, action, runs }, 2)}\n`;
}

const examples = (action: SteeringAction, ...more: readonly string[]): string =>
  ['\nExamples:', `$ rollout ${action} checkout-v2`, ...more].join('\n  ');

export const start = steering('start', examples('start', '$ rollout start checkout-v2 --wait --timeout 5m'));
export const pause = steering('pause', examples('pause', '$ rollout pause checkout-v2 -o json'));
export const resume = steering(
  'resume',
  examples('resume', '$ rollout resume checkout-v2 && rollout status --watch'),
  (command) => command.option('--take-over', 'go on from what somebody has set a target to, which is less'),
);
export const reset = steering(
  'reset',
  examples('reset', '$ rollout pause checkout-v2 && rollout reset checkout-v2'),
);
