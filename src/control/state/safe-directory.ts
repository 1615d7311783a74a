import { statfsSync, statSync } from 'node:fs';
import { makeDirectory } from '../../disk/directory.ts';
import { reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';

const DIRECTORY_MODE = 0o700;
const WRITABLE_BY_OTHERS = 0o022;

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
