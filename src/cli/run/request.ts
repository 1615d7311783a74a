import type { Ending } from '../../control/record/record.ts';
import { readState } from '../../control/state/states.ts';
import { type ServeFlags, type ServeRequest, serveRequest } from './serve-request.ts';

/** commander's form of the flags of `run`. */
export interface RunFlags extends ServeFlags {
  readonly state?: string;
  readonly blueprints?: string;
  readonly dryRun?: boolean;
  readonly replan?: boolean;
  readonly onExit: Ending;
  readonly output: 'text' | 'json';
  readonly quiet?: boolean;
}

export interface RunRequest {
  /** Rollout files. */
  readonly files: readonly string[];
  readonly state: string | undefined;
  readonly blueprints: string | undefined;
  /** Where its rollouts are left when it is stopped. */
  readonly onExit: Ending;
  /** Edits of the files of a rollout are taken. */
  readonly isReplan: boolean;
  /** Everything is tried, and nothing is run. */
  readonly isDryRun: boolean;
  /** The API, where one is opened. */
  readonly serve: ServeRequest | undefined;
  readonly format: 'text' | 'json';
  readonly quiet: boolean | undefined;
}

/** Throws USAGE_VALUE and USAGE_MISSING. */
export function runRequest(flags: RunFlags, files: readonly string[]): RunRequest {
  const {
    state,
    blueprints,
    output,
    quiet,
    onExit,
    dryRun: isDryRun = false,
    replan: isReplan = false,
  } = flags;
  if (state !== undefined) readState(state);
  const serve = serveRequest(flags);
  return { files, state, blueprints, onExit, isReplan, isDryRun, serve, format: output, quiet };
}
