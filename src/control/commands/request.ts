import { hostname, userInfo } from 'node:os';
import { formatMoment } from '../../text/time.ts';
import type { Request } from '../record/record.ts';
import type { World } from '../world.ts';

/** What this user asks for at this moment. */
export const requestOf = (
  verb: string,
  reason: string,
  { now, newId }: Pick<World, 'now' | 'newId'>,
): Request => ({
  id: newId(),
  verb,
  by: `${userName()}@${hostname()}`,
  at: formatMoment(now()),
  reason,
});

/** The number of a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
