import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDirectory } from '../../disk/directory.ts';
import { reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';

const DIRECTORY_MODE = 0o700;
const WRITABLE_BY_OTHERS = 0o022;
/** Room for the records, the reserved space and a status. */
const MIN_SPACE = 1024 * 1024;

/** File systems of other machines, by the number that statfs gives: what one machine writes another may not see at once. */
const NETWORK: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  12805120: 'Ceph',
  1397113167: 'AFS',
  1937076805: 'Coda',
};

export type SafeDirectory = { readonly kind: 'safe' } | { readonly kind: 'refused'; readonly why: string };

/** Makes a directory that only its owner can use, or says why one that is there cannot be trusted. */
export function makeSafeDirectory(path: string, uid = process.getuid?.()): SafeDirectory {
  try {
    makeDirectory(path, DIRECTORY_MODE);
  } catch (problem) {
    return { kind: 'refused', why: reasonOf(problem) };
  }
  return checkSafeDirectory(path, uid);
}

/** Why a directory could not be made, or one that is there be written to. Leaves nothing. */
export function safetyFault(path: string): string | undefined {
  const there = nearestThere(path);
  try {
    if (!statSync(there).isDirectory()) return 'a part of its path is not a directory';
    accessSync(there, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(there);
    if (bavail * bsize < MIN_SPACE) return 'the disk is full';
  } catch (problem) {
    return there === path ? reasonOf(problem) : `it cannot be made in ${there}: ${reasonOf(problem)}`;
  }
  if (there !== path) return undefined;
  const safe = checkSafeDirectory(path);
  return safe.kind === 'refused' ? safe.why : undefined;
}

/** The directory itself, or the nearest of those above it that there is. */
function nearestThere(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(path) ? path : nearestThere(parent);
}

/** Throws ROLLOUT_STATE where a directory cannot be trusted. */
export function throwIfUnsafe(directory: string, safe: SafeDirectory): void {
  if (safe.kind === 'refused') throw fail('ROLLOUT_STATE', { directory, why: safe.why });
}

/** Whether a directory that is there can be trusted. */
export function checkSafeDirectory(path: string, uid = process.getuid?.()): SafeDirectory {
  try {
    const why = fault(path, uid);
    return why === undefined ? { kind: 'safe' } : { kind: 'refused', why };
  } catch (problem) {
    return { kind: 'refused', why: reasonOf(problem) };
  }
}

function fault(path: string, uid: number | undefined): string | undefined {
  const { mode, uid: owner } = statSync(path);
  if (uid !== undefined && owner !== uid) return `it belongs to another user (${owner})`;
  if ((mode & WRITABLE_BY_OTHERS) !== 0) return 'others can write to it: chmod go-w';
  const network = NETWORK[statfsSync(path).type];
  return network && `it is on a network file system (${network})`;
}
