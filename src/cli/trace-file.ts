import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { makeDirectory } from '../directory.ts';
import { fail } from '../errors/rollout-error.ts';
import type { TraceFormat } from '../run/trace.ts';
import { reasonOf } from './files.ts';

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

/** Opens a file to be written in pieces; `-` is standard output. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export function openPieces(file: string, overwrite: boolean): PieceFile {
  if (!overwrite && existsSync(file)) throw fail('FILE_EXISTS', { file });
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (problem) {
      rmSync(temporary, { force: true });
      throw fail('FILE_UNWRITABLE', { file, why: reasonOf(problem) }, undefined, problem);
    }
  };
  const descriptor = attempt(() => {
    makeDirectory(dirname(file));
    return openSync(temporary, 'wx', 0o644);
  });
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
        closeSync(descriptor);
        renameSync(temporary, file);
      });
    },
    discard() {
      closeSync(descriptor);
      rmSync(temporary, { force: true });
    },
  };
}
