import type { RunningState } from '../../control/running-state.ts';
import { livePicture } from '../../render/live-picture.ts';
import { LiveView, type LiveViewOptions } from './live-view.ts';

type SimulationViewOptions = Pick<LiveViewOptions<RunningState>, 'io' | 'stream' | 'keys' | 'waiting'> & {
  readonly runs: () => readonly RunningState[];
};

/** A living picture of live simulations with keys to steer them; undefined where there is no terminal for it. */
export async function openSimulationView({
  runs,
  ...options
}: SimulationViewOptions): Promise<LiveView<RunningState> | undefined> {
  const view = new LiveView({
    ...options,
    all: runs,
    draw: (all, selected, look) => livePicture(all[selected]!, look),
    noun: 'run',
  });
  if (await view.open()) return view;
  return undefined;
}
