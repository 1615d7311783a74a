import type { Command as Commander } from 'commander';
import { readServerUrl } from '../../control/remote/server-url.ts';
import { fail } from '../../errors/rollout-error.ts';
import { stateOption } from '../options.ts';
import type { StateFlags } from '../state-dir.ts';

/** The flags that say by what a rollout is reached. */
export interface ServerFlags {
  readonly server?: string;
  readonly tokenFile?: string;
}

/** The API of a process that runs rollouts. */
export interface ServerRequest {
  readonly url: string;
  readonly tokenFile: string | undefined;
}

/** Where a rollout is reached: by a server, or in a state. */
export interface Place extends StateFlags {
  readonly server: ServerRequest | undefined;
}

export const addServerOptions = (command: Commander): Commander =>
  command
    .option('--server <url>', 'ask the `rollout run --listen` there, not the state')
    .option('--token-file <file>', 'holds the token of that server, for its owner alone');

/** The flags of a command of rollouts alone. */
export const addPlaceOptions = (command: Commander): Commander =>
  addServerOptions(command.addOption(stateOption()));

/** Undefined without --server. Throws SERVER_URL, USAGE_CONFLICT and USAGE_MISSING. */
export function readServer(
  { server, tokenFile }: ServerFlags,
  state: string | undefined,
): ServerRequest | undefined {
  if (server === undefined && tokenFile !== undefined)
    throw fail('USAGE_MISSING', { what: 'the server that takes the token', flag: '--server URL' });
  if (server === undefined) return undefined;
  if (state !== undefined) throw fail('USAGE_CONFLICT', { flags: '--server and --state' });
  return { url: readServerUrl(server), tokenFile };
}

/** Throws as `readServer` does. */
export const readPlace = ({ state, ...flags }: ServerFlags & StateFlags): Place => ({
  state,
  server: readServer(flags, state),
});
