import { type Reached, reachStored } from '../../control/commands/reached.ts';
import { RemoteRollout } from '../../control/remote/remote-rollout.ts';
import type { IO } from '../io.ts';
import { openRollout } from './open-rollout.ts';
import type { Place } from './place.ts';
import { withServer } from './with-server.ts';

/** Does something with a rollout, wherever it is reached. */
export async function withRollout<T>(
  { name, state, server }: Place & { readonly name: string },
  io: IO,
  act: (rollout: Reached) => Promise<T>,
): Promise<T> {
  if (server) return withServer(server, io, (client) => act(new RemoteRollout(client, name)));
  return act(reachStored(await openRollout({ name, state }, io)));
}
