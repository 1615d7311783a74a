import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningState } from '../../control/store.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { defineCommand } from '../command.ts';
import { checkPolicyName } from '../dynamic-document.ts';
import { outputOption, stateDirOption } from '../options.ts';
import { openStore, type StateDirFlags } from '../state-dir.ts';
import { table } from '../table.ts';

interface Options extends StateDirFlags {
  readonly policy?: string;
  readonly watch?: boolean;
  readonly output: 'text' | 'json';
}

const EVERY = 1;

export const status = defineCommand({
  describe: (command) =>
    command
      .option('--policy <name>', 'only simulations of this policy')
      .option('--watch', 'go on until interrupted, a new picture every second')
      .addOption(stateDirOption('the state directory'))
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout status --policy checkout-v2'),

  request: (flags: Options) => flags,

  async run(options, io) {
    const policy = options.policy === undefined ? undefined : checkPolicyName(options.policy);
    const store = openStore(options, io);
    const show = () =>
      io.out(options.output === 'json' ? asJson(store.running(policy)) : asText(store.running(policy)));
    const { interrupted } = io; // listened to from before the first picture
    show();
    while (options.watch && !interrupted.aborted) {
      await pause(interrupted);
      if (interrupted.aborted) break;
      if (io.isTTY.stdout && options.output === 'text') io.out('\x1b[H\x1b[2J');
      show();
    }
    return options.watch ? 130 : 0;
  },
});

const pause = (signal: AbortSignal): Promise<void> =>
  sleep(EVERY * 1000, undefined, { signal }).catch(() => {});

const asJson = (running: readonly RunningState[]): string => `${JSON.stringify(running)}\n`;

function asText(running: readonly RunningState[]): string {
  if (running.length === 0) return 'no simulation is running\n';
  const rows = running.map((state) => [
    state.policy,
    state.source.name ?? state.source.url ?? state.source.kind,
    `${state.step + 1}/${state.steps}`,
    state.accept_percentage === null ? '-' : `${formatNumber(state.accept_percentage)} %`,
    state.decision,
    state.remaining_seconds === null ? '-' : formatSpoken(state.remaining_seconds),
    state.reason,
  ]);
  return table(['POLICY', 'SOURCE', 'STEP', 'ACCEPT', 'DECISION', 'TIME LEFT', 'REASON'], rows);
}
