import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningRun } from '../../control/running-state.ts';
import { ROLLOUT_STATES, type RolloutState, type RolloutStatus } from '../../control/state/rollout-status.ts';
import type { State } from '../../control/state/state.ts';
import type { Store } from '../../control/store.ts';
import { fail } from '../../errors/rollout-error.ts';
import { paceText } from '../../render/live/decision.ts';
import { acceptText } from '../../render/plot/number.ts';
import { nowSentence } from '../../render/sentence/event.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
import type { Moment } from '../../text/time.ts';
import { defineCommand } from '../command.ts';
import { checkPolicyName } from '../dynamic-document.ts';
import type { IO } from '../io.ts';
import { outputOption, stateAliasOption, stateDirOption, timeoutOption } from '../options.ts';
import { addServerOptions, readServer, type ServerFlags, type ServerRequest } from '../rollouts/place.ts';
import { openState, openStore, type StateDirFlags, type StateFlags } from '../state-dir.ts';
import { table } from '../table.ts';
import { readTimeout } from '../timeout-flag.ts';

interface Flags extends StateDirFlags, StateFlags, ServerFlags {
  readonly policy?: string;
  readonly watch?: boolean;
  readonly wait?: string;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

const WATCH_INTERVAL: Seconds = 1;

export const status = defineCommand({
  describe: (command) =>
    addServerOptions(
      command
        .argument('[name]', 'only this rollout, or simulations of this policy')
        .option('--policy <name>', 'only simulations of this policy')
        .option('--watch', 'a living picture with keys to steer; without a terminal, every second a table')
        .option('--wait <state>', 'until the rollout is in this state; exit 1 where it ends elsewhere')
        .addOption(timeoutOption())
        .addOption(stateDirOption('the state directory'))
        .addOption(stateAliasOption()),
    )
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExamples:\n  $ rollout status --policy checkout-v2\n  $ rollout status --watch\n  $ rollout status checkout-v2 --wait completed --timeout 8h',
      ),

  request: ({ policy, watch = false, wait, timeout, stateDir, state, output, ...flags }: Flags, [name]) => ({
    server: serverFor(flags, { policy, state: state ?? stateDir }),
    name: checkedName(policy, name),
    isExact: name !== undefined,
    watch,
    wanted: wait === undefined ? undefined : readState(wait, name),
    timeout: readTimeout(timeout),
    stateDir: state ?? stateDir,
    output,
  }),

  async run(request, io) {
    const { interrupted } = io; // Ctrl-C is listened to from before the first picture
    if (request.server) {
      const { serverStatus } = await import('../rollouts/server-status.ts');
      return serverStatus(request, request.server, io);
    }
    const { viewsIn } = await import('../../control/commands/rollout-view.ts');
    const seen: Seen = {
      request,
      io,
      store: openStore(request, io),
      state: await openState({ state: request.stateDir }, io),
      viewsIn,
    };
    if (request.wanted) await waitUntil(request.wanted, seen);
    const exit = await watchOnTerminal(seen);
    if (exit !== undefined) return exit;
    const first = await picture(seen);
    io.out(first);
    if (!request.watch) return 0;
    while (await isDue(interrupted)) {
      const next = await picture(seen);
      if (request.output === 'text') io.clearScreen();
      io.out(next);
    }
    return 130;
  },
});

interface Request extends StateDirFlags {
  /** Of a rollout, or the policy of simulations. */
  readonly name: string | undefined;
  /** Something of the name is to be there. */
  readonly isExact: boolean;
  readonly watch: boolean;
  readonly wanted: RolloutState | undefined;
  readonly timeout: Seconds;
  readonly output: 'text' | 'json';
}

/** Where the status is looked for. */
interface Seen {
  readonly request: Request;
  readonly io: IO;
  readonly store: Store;
  readonly state: State;
  readonly viewsIn: (state: State, name: string | undefined) => Promise<RolloutStatus[]>;
}

/** Throws USAGE_CONFLICT, USAGE_MISSING and SERVER_URL. */
function serverFor(
  flags: ServerFlags,
  { policy, state }: { readonly policy: string | undefined; readonly state: string | undefined },
): ServerRequest | undefined {
  if (flags.server !== undefined && policy !== undefined)
    throw fail('USAGE_CONFLICT', { flags: '--server and --policy' });
  return readServer(flags, state);
}

/** Throws USAGE_CONFLICT, POLICY_NAME. */
function checkedName(policy: string | undefined, name: string | undefined): string | undefined {
  if (policy !== undefined && name !== undefined)
    throw fail('USAGE_CONFLICT', { flags: `${name} and --policy` });
  const given = name ?? policy;
  return given === undefined ? undefined : checkPolicyName(given);
}

/** Throws USAGE_VALUE, USAGE_MISSING. */
function readState(text: string, name: string | undefined): RolloutState {
  if (name === undefined)
    throw fail('USAGE_MISSING', { flag: 'NAME', what: 'the rollout that --wait waits for' });
  const found = ROLLOUT_STATES.find((one) => one === text);
  if (found) return found;
  throw fail('USAGE_VALUE', { flag: '--wait', got: text, expected: `one of ${ROLLOUT_STATES.join(', ')}` });
}

async function waitUntil(wanted: RolloutState, { request, state, io, viewsIn }: Seen): Promise<void> {
  const { waitForState } = await import('../rollouts/wait-for-state.ts');
  const { name = '', timeout } = request;
  const read = async () => {
    const [status] = await viewsIn(state, name);
    if (status) return status;
    throw fail('ROLLOUT_UNKNOWN', { name, state: state.place });
  };
  await waitForState({ read, name, wanted, timeout, signal: io.interrupted });
}

/** A living picture where there is a terminal for it, of rollouts where there are some; its exit code. */
async function watchOnTerminal(seen: Seen): Promise<number | undefined> {
  const { request, store, io, state, viewsIn } = seen;
  const { watch, output, name, isExact } = request;
  if (!watch || output !== 'text') return undefined;
  const isSimulated = store.running(name).length > 0;
  const isOfPolicy = name !== undefined && !isExact;
  const isOfRollouts = (await viewsIn(state, name)).length > 0 && !(isOfPolicy && isSimulated);
  const exit = isOfRollouts ? await watchRollouts(seen, isSimulated) : await watchSimulations(seen);
  if (exit !== undefined) io.out(isOfRollouts ? await picture(seen) : asText(store.running(name), io.now()));
  return exit;
}

async function watchSimulations({ request, store, io }: Seen): Promise<number | undefined> {
  const { watchRuns } = await import('../live/watch-runs.ts');
  return watchRuns(store, request.name, io);
}

async function watchRollouts(
  { request, state, io, viewsIn }: Seen,
  isSimulated: boolean,
): Promise<number | undefined> {
  const { watchRollouts: watch } = await import('../live/watch-rollouts.ts');
  const read = () => viewsIn(state, request.name);
  const remark = isSimulated ? 'simulations run too: rollout status --watch --policy NAME' : '';
  return watch({ read, state: request.stateDir, remark }, io);
}

/** Throws ROLLOUT_UNKNOWN where nothing has the name that is asked for. */
async function picture({ request, store, io, state, viewsIn }: Seen): Promise<string> {
  const { name, isExact, output, watch } = request;
  const rollouts = await viewsIn(state, name);
  const runs = store.running(name);
  if (isExact && rollouts.length + runs.length === 0)
    throw fail('ROLLOUT_UNKNOWN', { name: name!, state: state.place });
  if (output === 'json') return asJson(runs, rollouts, watch);
  if (rollouts.length === 0) return asText(runs, io.now());
  const { statusDetails, statusTable } = await import('../rollouts/status-text.ts');
  const details = isExact ? rollouts.map(statusDetails).join('') : '';
  const simulations = runs.length === 0 ? '' : `\n${asText(runs, io.now())}`;
  return `${statusTable(rollouts, io.now())}${details}${simulations}`;
}

/** Waits for the next picture; false once interrupted. */
async function isDue(interrupted: AbortSignal): Promise<boolean> {
  await sleep(WATCH_INTERVAL * 1000, undefined, { signal: interrupted }).catch(() => {});
  return !interrupted.aborted;
}

/** On one line for each picture of --watch. What pictures are drawn from is left out. */
function asJson(running: readonly RunningRun[], rollouts: readonly RolloutStatus[], watch: boolean): string {
  const runs = running.map(({ view: _, ...run }) => run);
  const others = rollouts.map(({ format: _, picture: _picture, ...rollout }) => rollout);
  return `${printableJson([...runs, ...others], watch ? undefined : 2)}\n`;
}

function asText(running: readonly RunningRun[], now: Moment): string {
  if (running.length === 0) return 'no simulation is running\n';
  const rows = running.map((state) => [
    state.policy,
    state.source.name ?? state.source.url ?? state.source.kind,
    `${state.step + 1}/${state.steps}`,
    acceptText(state.accept_percentage) || '-',
    state.decision,
    timeLeft(state, now),
    state.started_at === undefined ? '-' : since(state.started_at, now),
    formatSpoken(Math.floor(state.age_seconds)),
    String(state.pid),
    nowSentence(state).text,
  ]);
  return table(
    ['POLICY', 'SOURCE', 'STEP', 'ACCEPT', 'DECISION', 'TIME LEFT', 'RUNS FOR', 'AGE', 'PID', 'REASON'],
    rows,
  );
}

/** What does not move forward has no time left, and says for how long it has stood still. */
function timeLeft(run: RunningRun, now: Moment): string {
  const { decision, remaining_seconds: left } = run;
  return decision === 'forward' && left ? formatSpoken(left) : paceText(run, now) || '-';
}

const since = (time: string, now: Moment): string =>
  formatSpoken(Math.max(0, Math.floor(now - Date.parse(time) / 1000)));
