import { dirname } from 'node:path';
import { AtomicFile } from './atomic-file.ts';
import { makeDirectory } from './directory.ts';
import { unwritable } from './reasons.ts';
import { findFileTarget } from './target.ts';

/** Characters gathered before they are written. */
const BUFFER_LENGTH = 1 << 16;

/**
 * A text file written piece by piece: it appears under its name when it is committed, also after an
 * interruption.
 */
export class StreamedFile {
  readonly #name: string;
  readonly #file: AtomicFile;
  #pending = '';
  /** Where the pending text begins in the file. */
  #pendingFrom = 0;

  /** Takes the place of what exists, as `overwrite` allows. Throws FILE_EXISTS, FILE_UNWRITABLE. */
  constructor(name: string, overwrite: boolean) {
    this.#name = name;
    const target = findFileTarget(name, { overwrite });
    this.#file = this.#attempt(() => {
      makeDirectory(dirname(target.path));
      return new AtomicFile(target);
    });
  }

  /** Throws FILE_UNWRITABLE. */
  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= BUFFER_LENGTH) this.#attempt(() => this.#flush());
  }

  /** Gives the file its name. Throws FILE_UNWRITABLE. */
  commit(): void {
    this.#attempt(() => {
      this.#flush();
      this.#file.commit();
    });
  }

  /** Commits what can be kept after a failure, cut to whole lines; false where that is nothing. */
  commitPartial(): boolean {
    if (!this.#file.isOpen) return false;
    try {
      this.#flushWholeLines();
      if (this.#file.size === 0) return false;
      this.#file.commit();
      return true;
    } catch {
      return false;
    }
  }

  /** Leaves nothing behind; what was committed stays. */
  discard(): void {
    this.#file.discard();
  }

  /** After a failure it goes on behind the bytes that are in the file already. */
  #flush(): void {
    this.#file.write(Buffer.from(this.#pending).subarray(this.#file.size - this.#pendingFrom));
    this.#pendingFrom = this.#file.size;
    this.#pending = '';
  }

  #flushWholeLines(): void {
    try {
      this.#flush();
    } catch {
      const written = Buffer.from(this.#pending).subarray(0, this.#file.size - this.#pendingFrom);
      this.#file.truncate(this.#pendingFrom + written.lastIndexOf('\n') + 1);
    }
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (problem) {
      throw unwritable(this.#name, problem);
    }
  }
}
