import {
  closeSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail } from '../errors/rollout-error.ts';
import { makeDirectory } from './directory.ts';
import { unwritable } from './files.ts';

const BUFFER = 1 << 16;

/** A file written piece by piece: it appears under its name when closed, also after an interruption. */
export interface PieceFile {
  write(text: string): void;
  close(): void;
  /** Closes what can be kept after a failure, cut to whole lines; false where that is nothing. */
  keep(): boolean;
  /** Leaves nothing behind. */
  discard(): void;
}

/** What stands in the place of a file to be written. Throws FILE_EXISTS unless it may be replaced, FILE_UNWRITABLE. */
export function standing(file: string, overwrite: boolean): Stats | undefined {
  const found = attemptOn(file, () => statSync(file, { throwIfNoEntry: false }));
  if (found?.isDirectory()) throw fail('FILE_UNWRITABLE', { file, why: 'it is a directory' });
  if (found && !overwrite) throw fail('FILE_EXISTS', { file });
  return found;
}

function attemptOn<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (problem) {
    throw unwritable(file, problem);
  }
}

/** Opens a file to be written in pieces, in place of what a link points at. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export function openPieces(file: string, overwrite: boolean): PieceFile {
  const attempt = <T>(act: () => T): T => attemptOn(file, act);
  const found = standing(file, overwrite);
  const target = found ? realpathSync(file) : file;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const descriptor = attempt(() => {
    makeDirectory(dirname(target));
    return openSync(temporary, 'wx', found ? found.mode & 0o7777 : 0o644);
  });
  let isOpen = true;
  const end = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  let pending = '';
  /** Bytes on the disk: those of earlier pieces, and those of the pending ones so far. */
  const written = { before: 0, pending: 0 };
  const flush = () => {
    const bytes = Buffer.from(pending);
    while (written.pending < bytes.length) written.pending += writeSync(descriptor, bytes, written.pending);
    written.before += bytes.length;
    written.pending = 0;
    pending = '';
  };
  const flushWholeLines = () => {
    try {
      flush();
    } catch {
      written.before += Buffer.from(pending).subarray(0, written.pending).lastIndexOf('\n') + 1;
      ftruncateSync(descriptor, written.before);
    }
  };
  const settle = () => {
    end();
    renameSync(temporary, target);
  };
  return {
    write(text) {
      pending += text;
      if (pending.length >= BUFFER) attempt(flush);
    },
    close() {
      attempt(() => {
        flush();
        settle();
      });
    },
    keep() {
      if (!isOpen) return false;
      try {
        flushWholeLines();
        if (written.before === 0) return false;
        settle();
        return true;
      } catch {
        return false;
      }
    },
    discard() {
      end();
      rmSync(temporary, { force: true });
    },
  };
}
