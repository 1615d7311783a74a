import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and its missing parents. Not `mkdir` with `recursive`: that never returns on file systems
 * that answer with ENOENT under a parent that exists (/proc).
 */
export function makeDirectory(path: string, mode = 0o777): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (problem) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw problem;
  }
}
