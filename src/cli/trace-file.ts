import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { makeDirectory } from '../directory.ts';
import { fail } from '../errors/rollout-error.ts';
import type { TraceFormat } from '../run/trace.ts';
import { unwritable } from './files.ts';

const BUFFER = 1 << 16;

/** A file written piece by piece: it appears under its name when closed, also after an interruption. */
export interface PieceFile {
  write(text: string): void;
  close(): void;
  /** Leaves nothing behind. */
  discard(): void;
}

/** csv or ndjson, by the name's ending. Throws USAGE_VALUE. */
export function traceFormat(file: string): TraceFormat {
  const ending = extname(file).slice(1);
  if (ending === 'csv' || ending === 'ndjson') return ending;
  throw fail('USAGE_VALUE', { flag: '--trace', got: file, expected: 'a name that ends in .csv or .ndjson' });
}

/** Opens a file to be written in pieces, in place of what a link points at. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export function openPieces(file: string, overwrite: boolean): PieceFile {
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (problem) {
      throw unwritable(file, problem);
    }
  };
  const found = attempt(() => statSync(file, { throwIfNoEntry: false }));
  if (found?.isDirectory()) throw fail('FILE_UNWRITABLE', { file, why: 'it is a directory' });
  if (found && !overwrite) throw fail('FILE_EXISTS', { file });
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
  const flush = () => {
    const bytes = Buffer.from(pending);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    pending = '';
  };
  return {
    write(text) {
      pending += text;
      if (pending.length >= BUFFER) attempt(flush);
    },
    close() {
      attempt(() => {
        flush();
        end();
        renameSync(temporary, target);
      });
    },
    discard() {
      end();
      rmSync(temporary, { force: true });
    },
  };
}
