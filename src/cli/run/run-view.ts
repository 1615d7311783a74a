import { viewOf } from '../../control/commands/rollout-view.ts';
import { openStored } from '../../control/commands/stored-rollout.ts';
import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import { formatNumber } from '../../text/number.ts';
import type { IO } from '../io.ts';
import { openRolloutView, type RolloutView } from '../live/open-rollout-view.ts';
import type { OpenedRollout } from './open-rollout.ts';
import type { RunRequest } from './request.ts';
import type { RunSpeech } from './run-speech.ts';

/** Lines that follow the picture; `rollout events` has them all. */
const MAX_LINES = 40;

/** A living picture on the terminal of stderr, of the rollouts that this process runs; undefined where there is no terminal for it. */
export async function openRunView(
  rollouts: readonly OpenedRollout[],
  request: RunRequest,
  io: IO,
): Promise<RunSpeech | undefined> {
  const names = rollouts.map(({ name }) => name).join(', ');
  const stored = await Promise.all(rollouts.map(({ state, name }) => openStored(state, name)));
  const view: RolloutView | undefined = await openRolloutView({
    io,
    stream: 'stderr',
    place: { state: request.state },
    read: () => Promise.all(stored.map((one) => viewOf(one))),
    waiting: `${names}: waiting for the first tick`,
    quit: () => view?.interrupt(),
    quitQuestion: (all) => `press q again or y to leave: ${LEAVES[request.onExit](standText(all))}`,
  });
  if (!view) return undefined;
  let lines: readonly (() => void)[] = [];
  return {
    print(print) {
      if (io.isTTY.stdout) lines = [...lines, print].slice(-MAX_LINES);
      else print();
    },
    say(text, print) {
      view.say(text);
      print();
    },
    now() {},
    async end() {
      view.close();
      for (const print of lines) print();
      // A second Ctrl-C ends the process at once.
      await view.requests.killed(io.interrupted.aborted ? new AbortController().signal : io.interrupted);
    },
  };
}

/** What leaving makes of rollouts and where they stand, by --on-exit. */
const LEAVES: Readonly<Record<RunRequest['onExit'], (stand: string) => string>> = {
  hold: (stand) => `${stand}, and nobody moves it then`,
  reset: () => 'it goes back to its start (--on-exit reset)',
  off: () => 'it goes to 0 % (--on-exit off)',
};

function standText(all: readonly RolloutStatus[]): string {
  const [first] = all;
  if (!first || all.length > 1) return 'all stay where they are';
  return `${first.rollout} stays at ${formatNumber(first.percentage)} %`;
}
