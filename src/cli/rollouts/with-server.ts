import { openWorld } from '../../control/open-world.ts';
import { ServerClient } from '../../control/remote/server-client.ts';
import { readSecret, SecretFault } from '../../control/secrets.ts';
import type { World } from '../../control/world.ts';
import { fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { IO } from '../io.ts';
import type { ServerRequest } from './place.ts';

/** Does something with a server until the signal fires, and ends its connections. Throws SERVER_TOKEN_FILE. */
export async function withServer<T>(
  { url, tokenFile, signal }: ServerRequest & { readonly signal?: AbortSignal },
  io: IO,
  act: (client: ServerClient) => Promise<T>,
): Promise<T> {
  const world = openWorld({ directory: io.cwd, env: io.env });
  const { exchange } = world;
  try {
    const token = tokenIn(tokenFile, world);
    return await act(
      new ServerClient({ url, token, exchange, clock: systemClock, signal: signal ?? io.interrupted }),
    );
  } finally {
    world.close();
  }
}

function tokenIn(file: string | undefined, world: World): string | undefined {
  try {
    return readSecret({ token_file: file }, 'token', world);
  } catch (problem) {
    if (problem instanceof SecretFault) throw fail('SERVER_TOKEN_FILE', { why: problem.message });
    throw problem;
  }
}
