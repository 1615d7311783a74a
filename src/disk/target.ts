import { realpathSync, type Stats, statSync } from 'node:fs';
import { fail } from '../errors/rollout-error.ts';
import { unwritable } from './reasons.ts';

/** Mode of a new file, before the process's umask. */
export const NEW_FILE_MODE = 0o644;

/** Where a file is written, and with which permissions. */
export interface Target {
  /** Links are followed: what a link points at is replaced, not the link. */
  readonly path: string;
  /** That of the existing file. */
  readonly mode: number;
}

interface FoundTarget extends Target {
  /** A device or a pipe: it cannot be replaced. */
  readonly isDevice: boolean;
}

export interface TargetOptions {
  readonly overwrite?: boolean;
  /** Of a file that does not exist yet. */
  readonly mode?: number;
}

/**
 * The one rule for what exists where a file is to be written: a file is kept unless `overwrite`, a directory
 * is refused. Throws FILE_EXISTS, FILE_UNWRITABLE.
 */
export function findTarget(
  file: string,
  { overwrite = false, mode = NEW_FILE_MODE }: TargetOptions = {},
): FoundTarget {
  const existing = statOf(file);
  if (!existing) return { path: file, mode, isDevice: false };
  if (existing.isDirectory()) throw fail('FILE_UNWRITABLE', { file, why: 'it is a directory' });
  if (!existing.isFile()) return { path: file, mode, isDevice: true };
  if (!overwrite) throw fail('FILE_EXISTS', { file });
  return { path: realpathSync(file), mode: existing.mode & 0o7777, isDevice: false };
}

/** A target whose file can appear whole: as `findTarget`, and a device is refused. */
export function findFileTarget(file: string, options?: TargetOptions): Target {
  const target = findTarget(file, options);
  if (target.isDevice) throw fail('FILE_UNWRITABLE', { file, why: 'it is not a regular file' });
  return target;
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (problem) {
    throw unwritable(file, problem);
  }
}
