import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isLike } from './guide-lines.ts';
import { until } from './until.ts';

/** A guard against a hang, not a bound on what is slow. */
const TIMEOUT_MS = 120_000;

/** The lines that programs print, and how far a guide has read them. */
export class Heard {
  #lines: string[] = [];
  #open = 0;

  listen(stream: Readable): void {
    this.#open++;
    createInterface(stream)
      .on('line', (line) => this.#lines.push(line))
      .on('close', () => {
        this.#open--;
      });
  }

  /** Waits until one prints a line like this, after those before it. Throws where all end without. */
  async says(shown: string): Promise<void> {
    const seen: string[] = [];
    const deadline = Date.now() + TIMEOUT_MS;
    await until(() => {
      const isLast = this.#open === 0;
      for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
        seen.push(line);
        if (isLike(line, shown)) return true;
      }
      if (isLast || Date.now() > deadline) throw new Error(`no line "${shown}", but:\n${seen.join('\n')}`);
      return false;
    });
  }
}
