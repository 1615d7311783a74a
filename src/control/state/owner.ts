import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RolloutStatus } from './rollout-status.ts';

const RETRY_MS = 500;

/** This process, as a lease of a server names it. */
export const OWNER = `${hostname()}/${process.pid}`;

/** Whether a controller of this process wrote a status; the process may run on another machine under the same id. */
export function isOwn({ pid, controller }: RolloutStatus): boolean {
  const isHere = controller === null || controller.id.startsWith(`${OWNER} `);
  return isHere && pid === process.pid;
}

/** What a new holder reads once: the server may be away for a moment. Throws what the last try throws. */
export async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let left = 2; left > 0; left--) {
    try {
      return await read();
    } catch {
      await sleep(RETRY_MS);
    }
  }
  return read();
}
