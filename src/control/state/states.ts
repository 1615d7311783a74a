import { resolve } from 'node:path';
import { stateDir } from '../state-directory.ts';
import { directoryState } from './directory-state.ts';
import type { State } from './state.ts';

/** Of the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Opens the state of rollouts: the directory of `--state`, the environment or the XDG convention. Throws STATE_HOME. */
export const openState = async (given: string | undefined, { env, cwd }: Surroundings): Promise<State> =>
  directoryState(resolve(cwd, stateDir(given, env)));
