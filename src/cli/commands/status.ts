import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningRun } from '../../control/running-state.ts';
import { acceptText } from '../../render/plot/number.ts';
import { nowSentence } from '../../render/sentence/event.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
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
      .option('--watch', 'go on until interrupted, a new picture every second')
      .addOption(stateDirOption('the state directory'))
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout status --policy checkout-v2'),

  request: ({ policy, watch = false, stateDir, output }: Flags) => ({
    policy: policy === undefined ? undefined : checkPolicyName(policy),
    watch,
    stateDir,
    output,
  }),

  async run({ policy, watch, stateDir, output }, io) {
    const store = openStore({ stateDir }, io);
    const format = output === 'json' ? asJson : asText;
    const { interrupted } = io; // Ctrl-C is listened to from before the first picture
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

const asJson = (running: readonly RunningRun[]): string => `${printableJson(running)}\n`;

function asText(running: readonly RunningRun[]): string {
  if (running.length === 0) return 'no simulation is running\n';
  const rows = running.map((state) => [
    state.policy,
    state.source.name ?? state.source.url ?? state.source.kind,
    `${state.step + 1}/${state.steps}`,
    acceptText(state.accept_percentage) || '-',
    state.decision,
    state.remaining_seconds === null ? '-' : formatSpoken(state.remaining_seconds),
    formatSpoken(Math.floor(state.age_seconds)),
    String(state.pid),
    nowSentence(state).text,
  ]);
  return table(['POLICY', 'SOURCE', 'STEP', 'ACCEPT', 'DECISION', 'TIME LEFT', 'AGE', 'PID', 'REASON'], rows);
}
