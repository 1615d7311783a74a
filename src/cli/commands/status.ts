import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningRun } from '../../control/running-state.ts';
import { paceText } from '../../render/live/decision.ts';
import { acceptText } from '../../render/plot/number.ts';
import { nowSentence } from '../../render/sentence/event.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
import type { Moment } from '../../text/time.ts';
import { defineCommand } from '../command.ts';
import { checkPolicyName } from '../dynamic-document.ts';
import { outputOption, stateDirOption } from '../options.ts';
import { openStore, type StateDirFlags } from '../state-dir.ts';
import { table } from '../table.ts';

interface Flags extends StateDirFlags {
  readonly policy?: string;
  readonly watch?: boolean;
  readonly output: 'text' | 'json';
}

const WATCH_INTERVAL: Seconds = 1;

export const status = defineCommand({
  describe: (command) =>
    command
      .option('--policy <name>', 'only simulations of this policy')
      .option('--watch', 'a living picture with keys to steer; without a terminal, every second a table')
      .addOption(stateDirOption('the state directory'))
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExamples:\n  $ rollout status --policy checkout-v2\n  $ rollout status --watch',
      ),

  request: ({ policy, watch = false, stateDir, output }: Flags) => ({
    policy: policy === undefined ? undefined : checkPolicyName(policy),
    watch,
    stateDir,
    output,
  }),

  async run({ policy, watch, stateDir, output }, io) {
    const store = openStore({ stateDir }, io);
    const { interrupted } = io; // Ctrl-C is listened to from before the first picture
    if (watch && output === 'text') {
      const { watchRuns } = await import('../live/watch-runs.ts');
      const exit = await watchRuns(store, policy, io);
      if (exit !== undefined) {
        io.out(asText(store.running(policy), io.now()));
        return exit;
      }
    }
    const format = (runs: readonly RunningRun[]) =>
      output === 'json' ? asJson(runs, watch) : asText(runs, io.now());
    io.out(format(store.running(policy)));
    if (!watch) return 0;
    while (await isDue(interrupted)) {
      const picture = format(store.running(policy));
      if (output === 'text') io.clearScreen();
      io.out(picture);
    }
    return 130;
  },
});

/** Waits for the next picture; false once interrupted. */
async function isDue(interrupted: AbortSignal): Promise<boolean> {
  await sleep(WATCH_INTERVAL * 1000, undefined, { signal: interrupted }).catch(() => {});
  return !interrupted.aborted;
}

/** On one line for each picture of --watch. What pictures are drawn from is left out. */
function asJson(running: readonly RunningRun[], watch: boolean): string {
  const runs = running.map(({ view: _, ...run }) => run);
  return `${printableJson(runs, watch ? undefined : 2)}\n`;
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
