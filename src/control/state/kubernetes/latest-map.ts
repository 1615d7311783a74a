import type { FencedMap } from './fenced-map.ts';

type Changes = Readonly<Record<string, string>>;

/** Keys of which only the newest texts count: what comes within a tick, or while one is written, is one write. */
export class LatestMap {
  readonly #map: FencedMap;
  #next: Changes | undefined;
  #writing: Promise<void> | undefined;

  constructor(map: FencedMap) {
    this.#map = map;
  }

  /** Durable when it returns, or overwritten by a later one. Throws why it is not. */
  write(changes: Changes): Promise<void> {
    this.#next = { ...this.#next, ...changes };
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      await Promise.resolve();
      for (let next = this.#take(); next !== undefined; next = this.#take()) await this.#map.overwrite(next);
    } finally {
      this.#writing = undefined;
    }
  }

  #take(): Changes | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next;
  }
}
