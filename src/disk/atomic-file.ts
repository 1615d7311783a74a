import {
  closeSync,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  write,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { makeDirectory } from './directory.ts';
import { NEW_FILE_MODE, type Target } from './target.ts';
import { removeStale, temporaryBeside } from './temporary.ts';

const writeSome = promisify(write);

/**
 * A file that appears under its name whole or not at all: it is written beside its place and renamed. Its
 * directory exists. Throws what the system says; each caller puts it in its own words (`reasons.ts`).
 */
export class AtomicFile {
  readonly #path: string;
  #temporary: string;
  readonly #descriptor: number;
  readonly #inode: number;
  #isOpen = true;
  #isLeft = false;
  #size = 0;

  constructor({ path, mode }: Target, temporary: string = temporaryBeside(path)) {
    this.#path = path;
    this.#temporary = temporary;
    removeStale(path);
    this.#descriptor = openSync(temporary, 'wx', mode);
    this.#inode = fstatSync(this.#descriptor).ino;
    if (mode !== NEW_FILE_MODE) fchmodSync(this.#descriptor, mode); // without the umask
  }

  /** Bytes written, those before a failure included. */
  get size(): number {
    return this.#size;
  }

  /** Until it is committed or discarded. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  write(bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) {
      const count = writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#size);
      done += count;
      this.#size += count;
    }
  }

  /** As `write`, without blocking; the next call comes after this one is done. */
  async append(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await writeSome(
        this.#descriptor,
        bytes,
        done,
        bytes.length - done,
        this.#size,
      );
      done += bytesWritten;
      this.#size += bytesWritten;
    }
  }

  /** Drops everything from byte `size` on. */
  truncate(size: number): void {
    ftruncateSync(this.#descriptor, size);
    this.#size = size;
  }

  /** Gives the unfinished file another temporary name, in the place of what has it. */
  rename(temporary: string): void {
    renameSync(this.#temporary, temporary);
    this.#temporary = temporary;
  }

  /** Gives the file its name. Throws where another process has taken the temporary one. */
  commit(): void {
    this.#close();
    if (this.#isTaken()) throw new Error(`another process writes ${this.#temporary} by now`);
    renameSync(this.#temporary, this.#path);
  }

  /** Leaves the unfinished file under its temporary name. */
  leave(): void {
    this.#isLeft = true;
    this.#close();
  }

  /** Leaves nothing behind; what was committed or left, and what is another's, stays. */
  discard(): void {
    this.#close();
    if (!this.#isLeft && !this.#isTaken()) rmSync(this.#temporary, { force: true });
  }

  #isTaken(): boolean {
    const there = statSync(this.#temporary, { throwIfNoEntry: false });
    return there !== undefined && there.ino !== this.#inode;
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }
}

/** Writes a whole file and makes the directories above it. Throws what the system says. */
export function replaceFile(target: Target, text: string, directoryMode?: number): void {
  makeDirectory(dirname(target.path), directoryMode);
  const file = new AtomicFile(target);
  try {
    file.write(Buffer.from(text));
    file.commit();
  } catch (problem) {
    file.discard();
    throw problem;
  }
}
