import { LEASE_LOST } from '../lease-lost.ts';
import type { EtcdGateway } from './gateway.ts';
import { answered, type Condition, putIf } from './keys.ts';

export interface FencedKey {
  readonly gateway: EtcdGateway;
  readonly key: string;
  /** Holds as long as the lease does. */
  readonly fence: Condition;
}

/** A key of which only the newest text counts: what comes while one is written is written next, and only the last of it. */
export class LatestKey {
  readonly #options: FencedKey;
  #next: string | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: FencedKey) {
    this.#options = options;
  }

  /** Durable when it returns, or overwritten by a later one. Throws why it is not. */
  write(text: string): Promise<void> {
    this.#next = text;
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    const { gateway, key, fence } = this.#options;
    try {
      for (let text = this.#take(); text !== undefined; text = this.#take()) {
        const revision = await answered(putIf(gateway, { key, text }, [fence]));
        if (revision === undefined) throw new Error(LEASE_LOST);
      }
    } finally {
      this.#writing = undefined;
    }
  }

  #take(): string | undefined {
    const text = this.#next;
    this.#next = undefined;
    return text;
  }
}
