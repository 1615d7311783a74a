import type { RunningState } from '../../control/running-state.ts';
import type { IO } from '../io.ts';
import type { LiveView } from '../live/live-view.ts';
import { openSimulationView } from '../live/open-simulation-view.ts';
import { SteeringKeys } from '../live/steering-keys.ts';
import { openStore } from '../state-dir.ts';
import type { Rehearsal } from './rehearsal.ts';

/** A living picture of a live run on the terminal of stderr; undefined where there is none, and under --quiet. */
export async function openRunView(
  { request, loaded }: Pick<Rehearsal, 'request' | 'loaded'>,
  state: () => RunningState | undefined,
  io: IO,
): Promise<LiveView<RunningState> | undefined> {
  if (request.outputs.quiet) return undefined;
  const keys: SteeringKeys = new SteeringKeys({
    store: () => openStore(request.steering, io),
    quit: () => view?.interrupt(),
    quitQuestion: 'press q again or y to end the run; its summary follows',
  });
  const view = await openSimulationView({
    io,
    stream: 'stderr',
    keys,
    runs: () => [state() ?? []].flat(),
    waiting: () => `${loaded.name}: waiting for the first evaluation`,
  });
  return view;
}
