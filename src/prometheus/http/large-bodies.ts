import { limitConcurrency } from './limit.ts';
import { MAX_BYTES } from './too-large.ts';

type Enter = (place: Buffer, release: () => void) => void;

/**
 * The one place for large bodies, which are received one after the other: several at once would need as much memory each.
 * Of its memory only as much is used as the largest one needed.
 */
class LargeBodies {
  readonly #turn = limitConcurrency(1);
  #place: Buffer | undefined;

  /** Calls `enter` when the place is free; it is taken until `release` is called. */
  enter(enter: Enter): Promise<void> {
    this.#place ??= Buffer.allocUnsafeSlow(MAX_BYTES);
    const place = this.#place;
    return this.#turn(() => new Promise((release) => enter(place, () => release())));
  }
}

export const largeBodies = new LargeBodies();
