import { setTimeout as pause } from 'node:timers/promises';
import { isReply } from '../../../prometheus/http/exchange.ts';
import { Secrets } from '../../../prometheus/http/secrets.ts';
import { describe, send } from '../../http.ts';
import { confirmed, unknown } from '../../outcome.ts';
import type { World } from '../../world.ts';
import type { Call, Outcome } from '../actuator.ts';

/** The key of a flag's metadata that holds the number of the decision; answers of flagd carry it. */
export const NUMBER_KEY = 'rolloutNumber';

const POLL_INTERVAL_MS = 100;

export interface Served {
  /** The address up to `/ofrep`. */
  readonly url: string;
  readonly flag: string;
  readonly number: number;
}

/** Asks a flagd by OFREP until it serves the decision of this number, or the time limit. */
export async function confirmServed(served: Served, world: World, { signal }: Call): Promise<Outcome> {
  let why = 'it was not asked';
  while (!signal.aborted) {
    const answer = await ask(served, world, signal);
    if (answer === served.number) return confirmed;
    if (!signal.aborted) why = typeof answer === 'string' ? answer : `it serves number ${answer ?? 'none'}`;
    await pause(POLL_INTERVAL_MS, undefined, { signal }).catch(() => {});
  }
  return unknown(`the file is written, but flagd does not serve it yet: ${why}`);
}

/** The number of the decision that is served; a text where the answer has none. */
async function ask({ url, flag }: Served, world: World, signal: AbortSignal) {
  const address = `${url.replace(/\/+$/, '')}/ofrep/v1/evaluate/flags/${encodeURIComponent(flag)}`;
  const text = JSON.stringify({ context: { targetingKey: 'rollout' } });
  const reply = await send(world, { url: address, method: 'POST', text, signal });
  if (!isReply(reply) || reply.status !== 200) return describe(reply, new Secrets());
  return numberIn(reply.body.json);
}

function numberIn(json: string): number | undefined {
  try {
    const number = JSON.parse(json).metadata?.[NUMBER_KEY];
    return typeof number === 'number' ? number : undefined;
  } catch {
    return undefined;
  }
}
