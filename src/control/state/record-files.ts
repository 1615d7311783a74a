import { linkSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../disk/bounded.ts';
import { errorName } from '../../disk/reasons.ts';
import { removeStale, temporaryBeside } from '../../disk/temporary.ts';
import { syncDirectory, writeDurably } from './durable.ts';

/** Records before the last one that stay. */
const MAX_KEPT = 4;
/** About as large as a record. */
const SAMPLE_BYTES = 4096;
/** What lies there is too large, or no file. */
const NO_TEXT = '';
const NAME = /^record\.(\d+)\.json$/;

export interface NumberedText {
  readonly number: number;
  readonly text: string;
}

/**
 * A text that is changed by compare-and-swap, without a lock that could be left behind: each version is a file of its own
 * number, which a link makes whole and only once. The highest number counts. Throws what the system says.
 */
export class RecordFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Undefined before the first one. */
  read(): NumberedText | undefined {
    for (;;) {
      const number = this.#numbers().at(-1);
      if (number === undefined) return undefined;
      const text = this.#readText(number);
      if (text !== undefined) return { number, text };
    }
  }

  /** Those that are kept, the newest first. */
  readAll(): NumberedText[] {
    return this.#numbers()
      .reverse()
      .flatMap((number) => {
        const text = this.#readText(number);
        return text === undefined ? [] : [{ number, text }];
      });
  }

  /** On the disk when it returns; false where a version with its number or a higher one is there. */
  add({ number, text }: NumberedText): boolean {
    const file = this.#file(number);
    const name = join(this.#directory, 'record');
    removeStale(name);
    const temporary = temporaryBeside(name);
    try {
      writeDurably(temporary, text);
      if (!linkOnce(temporary, file)) return false;
    } finally {
      rmSync(temporary, { force: true });
    }
    syncDirectory(this.#directory);
    return this.#isLast(number);
  }

  /** Writes and removes a file as a version would be. */
  tryToAdd(): void {
    const temporary = temporaryBeside(join(this.#directory, 'record'));
    try {
      writeDurably(temporary, ' '.repeat(SAMPLE_BYTES));
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /** Versions are removed from below: one that is linked late stands below those that are there. */
  #isLast(number: number): boolean {
    const numbers = this.#numbers();
    const isLast = numbers.at(-1) === number;
    if (!isLast) rmSync(this.#file(number), { force: true });
    for (const old of numbers.slice(0, -MAX_KEPT)) rmSync(this.#file(old), { force: true });
    return isLast;
  }

  /** Undefined where it is gone. */
  #readText(number: number): string | undefined {
    try {
      return readRegularFile(this.#file(number));
    } catch (problem) {
      const name = errorName(problem);
      if (name === 'ENOENT') return undefined;
      if (name === undefined || name === 'EISDIR') return NO_TEXT;
      throw problem;
    }
  }

  #numbers(): number[] {
    return readdirSync(this.#directory)
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #file(number: number): string {
    return join(this.#directory, `record.${number}.json`);
  }
}

function linkOnce(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (problem) {
    if (errorName(problem) === 'EEXIST') return false;
    throw problem;
  }
}
