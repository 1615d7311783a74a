import { type DynamicDocument, withKey } from '../run/dynamic-config.ts';
import type { RunRequest } from './request.ts';
import type { Stand, TakenRequest } from './running-state.ts';
import type { Store } from './store.ts';

/** Follows what commands ask of one run. What was asked of an earlier process of its number is dropped. */
export class RequestFollower {
  /** The request taken last, its tick, and where the run stood before. */
  taken: TakenRequest | null = null;
  readonly #take: () => RunRequest | undefined;
  #inForce: RunRequest | undefined;

  constructor(store: Store, policy: string, pid: number) {
    this.#take = () => store.requests.take({ policy, pid });
    this.#take();
  }

  /** Takes what was asked since the last call, in force for `nextTick` alone; whether what is in force has changed. */
  poll(nextTick: number, stood?: Stand): boolean {
    const isOver = this.#inForce !== undefined && nextTick > this.taken!.tick;
    if (isOver) this.#inForce = undefined;
    const request = this.#take();
    if (!request) return isOver;
    this.#inForce = request;
    this.taken = { id: request.id, tick: nextTick, stood };
    return true;
  }

  /** The document under what is asked. */
  over(document: DynamicDocument): DynamicDocument {
    return this.#inForce ? withKey(document, this.#inForce.key, this.#inForce.value) : document;
  }
}
