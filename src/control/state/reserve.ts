import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Room for some records and the names of their files. */
const RESERVED_BYTES = 256 * 1024;

/** Space that is held for a kill: it is given up where a disk is full. Throws what the system says. */
export class Reserve {
  readonly #file: string;

  constructor(directory: string) {
    this.#file = join(directory, 'reserved');
  }

  get isTaken(): boolean {
    return statSync(this.#file, { throwIfNoEntry: false })?.size === RESERVED_BYTES;
  }

  /** Takes the space where it is not taken. It is there at once; a crash before it is written out leaves it to the next run. */
  take(): void {
    if (this.isTaken) return;
    const descriptor = openSync(this.#file, 'w', 0o600);
    try {
      // Not zeros: some file systems store none.
      const bytes = Buffer.alloc(RESERVED_BYTES, 'reserved ');
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    } catch (problem) {
      this.giveUp();
      throw problem;
    } finally {
      closeSync(descriptor);
    }
  }

  giveUp(): void {
    rmSync(this.#file, { force: true });
  }
}
