import type { State } from '../control/state/state.ts';
import { openState as open, type Surroundings } from '../control/state/states.ts';
import { stateDir } from '../control/state-directory.ts';
import { Store } from '../control/store.ts';
import type { IO } from './io.ts';

/** The flag of the commands that use the state directory. */
export interface StateDirFlags {
  readonly stateDir?: string;
}

/** The flag of the commands of rollouts. */
export interface StateFlags {
  readonly state?: string;
}

/** The state of rollouts that the flag, the environment or the XDG convention names. */
export const openState = ({ state }: StateFlags, io: Surroundings): Promise<State> => open(state, io);

/** The store in the directory that the flag, the environment or the XDG convention names. */
export const openStore = ({ stateDir: given }: StateDirFlags, { env }: IO): Store =>
  new Store(stateDir(given, env));
