import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  write,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeDirectory } from './directory.ts';
import { NEW_FILE_MODE, type Target } from './target.ts';

const writeSome = promisify(write);

/**
 * A file that appears under its name whole or not at all: it is written beside its place and renamed. Its
 * directory exists. Throws what the system says; each caller puts it in its own words (`reasons.ts`).
 */
export class AtomicFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #isOpen = true;
  #size = 0;

  constructor({ path, mode }: Target, temporary: string = nameBeside(path)) {
    this.#path = path;
    this.#temporary = temporary;
    this.#descriptor = openSync(temporary, 'wx', mode);
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

  /** Gives the file its name. */
  commit(): void {
    this.#close();
    renameSync(this.#temporary, this.#path);
  }

  /** Leaves nothing behind; what was committed stays. */
  discard(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
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

const nameBeside = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
