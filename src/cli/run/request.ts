import { stateDir } from '../../control/state-directory.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';

/** commander's form of the flags of `run`. */
export interface RunFlags {
  readonly state?: string;
  readonly blueprints?: string;
  readonly output: 'text' | 'json';
  readonly quiet?: boolean;
}

export interface RunRequest {
  /** Rollout files. */
  readonly files: readonly string[];
  readonly state: string | undefined;
  readonly blueprints: string | undefined;
  readonly format: 'text' | 'json';
  readonly quiet: boolean | undefined;
}

/** Throws USAGE_VALUE. */
export function runRequest(
  { state, blueprints, output, quiet }: RunFlags,
  files: readonly string[],
): RunRequest {
  if (state !== undefined && /^[a-z]+:\/\//.test(state))
    throw fail('USAGE_VALUE', { flag: '--state', got: state, expected: 'a directory' });
  return { files, state, blueprints, format: output, quiet };
}

/** The directory of the state: the one of `dynamic-config` where none is named. Throws STATE_HOME. */
export const stateOf = ({ state }: RunRequest, { env }: IO): string => stateDir(state, env);
