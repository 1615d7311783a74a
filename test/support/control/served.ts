import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { type Listening, listen } from '../../../src/control/api/listen.ts';
import { StoredService } from '../../../src/control/api/stored-service.ts';
import { directoryState } from '../../../src/control/state/directory-state.ts';
import type { Sandbox } from '../script.ts';
import { testWorld } from '../test-world.ts';
import { NAME } from './rollout-status.ts';

export const TOKEN = 'a-token-that-nobody-else-has';

/** The rollout of a sandbox, served by this process as `rollout run --listen` serves it. */
export async function serveStored(sandbox: Sandbox, port = 0): Promise<Listening> {
  const state = directoryState(join(sandbox.directory, 'state/rollout'));
  const storage = state.rollout(NAME);
  const frozen = await storage.readFrozen();
  if (frozen.kind !== 'frozen') throw new Error(frozen.kind);
  const counts = { queryFailures: 0, targetFailures: {}, tickDelay: 0, signals: {} };
  const service = new StoredService({
    rollouts: [{ name: NAME, storage, frozen: frozen.frozen, counter: { counts } }],
    now: () => Date.now() / 1000,
    openWorld: (directory) => testWorld({ directory, now: () => Date.now() / 1000 }),
  });
  const address = { host: '127.0.0.1', port };
  const listening = await listen({ address, service, token: () => TOKEN, onFault: () => {} });
  return {
    ...listening,
    async close() {
      service.close();
      await listening.close();
    },
  };
}

/** Writes a file that holds the token, for its owner alone. */
export function writeToken(sandbox: Sandbox, token = TOKEN, mode = 0o600): string {
  sandbox.write('api.token', `${token}\n`);
  chmodSync(join(sandbox.work, 'api.token'), mode);
  return 'api.token';
}
