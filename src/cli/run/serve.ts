import { listen } from '../../control/api/listen.ts';
import { StoredService } from '../../control/api/stored-service.ts';
import { readSecret } from '../../control/secrets.ts';
import { inState } from '../../control/state/in-state.ts';
import type { Seconds } from '../../text/duration.ts';
import { printableLine } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import { worldOf } from '../rollouts/open-rollout.ts';
import type { OpenedRollout } from './open-rollout.ts';
import type { ServeRequest } from './serve-request.ts';

/** So long a complete rollout is shown to who reads its metrics, until they have read that. */
const LAST_SCRAPE: Seconds = 60;

/** Ends it; a complete run only when its last state was read, or at Ctrl-C. */
export type StopServing = (isComplete: boolean) => Promise<void>;

/** Opens the API of the rollouts of this process; each says in its state where. Throws API_LISTEN. */
export async function serve(
  rollouts: readonly OpenedRollout[],
  { address, tokenFile, hosts }: ServeRequest,
  io: IO,
): Promise<StopServing> {
  const { world } = rollouts[0]!.options;
  const here = { ...world, directory: io.cwd };
  const served = rollouts.map(({ name, options }) => ({ ...options, name }));
  const service = new StoredService({
    rollouts: served,
    now: io.now,
    openWorld: worldOf(io),
  });
  const listening = await listen({
    address,
    hosts,
    service,
    token: () => readSecret({ token_file: tokenFile }, 'token', here),
    onFault: (problem) => io.note(`a request failed: ${printableLine(String(problem))}`),
  });
  const text = `${JSON.stringify({ url: listening.url, pid: process.pid })}\n`;
  const write = (address: string | undefined) =>
    Promise.all(served.map(({ storage }) => storage.writeAddress(address)));
  await inState(served[0]!.storage.place, () => write(text)).catch(async (problem) => {
    service.close();
    await listening.close();
    throw problem;
  });
  io.note(`listening on ${listening.url}`);
  return async (isComplete) => {
    const limit = AbortSignal.any([io.interrupted, AbortSignal.timeout(LAST_SCRAPE * 1000)]);
    if (isComplete) await listening.readers.nextScrape(limit);
    await listening.readers.quiet(io.interrupted);
    await listening.close();
    service.close();
    await write(undefined).catch(() => {});
  };
}
