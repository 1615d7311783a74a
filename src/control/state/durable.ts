import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeStale, temporaryBeside } from '../../disk/temporary.ts';

const FILE_MODE = 0o600;

/** Replaces a file by one that is on the disk when it returns. Throws what the system says. */
export function replaceDurably(path: string, text: string): void {
  removeStale(path);
  const temporary = temporaryBeside(path);
  try {
    writeDurably(temporary, text);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncDirectory(dirname(path));
}

/** Writes a new file, for its owner alone. */
export function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', FILE_MODE);
  try {
    const bytes = Buffer.from(text);
    let done = 0;
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
