import type { Stats } from 'node:fs';

/**
 * The mode of a file that others can read; undefined for one that holds secrets as PostgreSQL takes them: for its owner alone,
 * or for a group where root owns it, as mounted secrets are.
 */
export function sharedMode({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): string | undefined {
  const allowed = uid === 0 ? 0o740 : 0o700;
  if ((mode & 0o777 & ~allowed) === 0) return undefined;
  return (mode & 0o777).toString(8).padStart(4, '0');
}
