import type { RunningState } from '../../control/running-state.ts';
import type { Store } from '../../control/store.ts';
import type { IO } from '../io.ts';
import { stoodAt } from '../stood-at.ts';
import { openSimulationView } from './open-simulation-view.ts';
import { SteeringKeys } from './steering-keys.ts';
import { untilAborted } from './until-aborted.ts';

/** Watches the runs of a policy, or all, on the terminal of stdout until the reader quits; the exit code, undefined without such a terminal. */
export async function watchRuns(
  store: Store,
  policy: string | undefined,
  io: IO,
): Promise<number | undefined> {
  const done = new AbortController();
  let last: RunningState | undefined;
  const runs = () => {
    const running = store.running(policy);
    last = running[0] ?? last;
    return running;
  };
  const keys = new SteeringKeys({ store: () => store, quit: () => done.abort() });
  const view = await openSimulationView({
    io,
    stream: 'stdout',
    keys,
    runs,
    waiting: () => waitingText(last),
  });
  if (!view) return undefined;
  await untilAborted(AbortSignal.any([done.signal, io.interrupted]));
  view.close();
  return io.interrupted.aborted ? 130 : 0;
}

function waitingText(last: RunningState | undefined): string {
  if (!last) return 'no simulation is running';
  return `${last.policy} runs no longer; it was at ${stoodAt(last)}`;
}
