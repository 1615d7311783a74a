import { fail } from '../errors/rollout-error.ts';
import { parseDuration, type Seconds } from '../text/duration.ts';

/** How long a command waits without --wait until runs took something: they look several times a second. */
export const DEFAULT_WAIT: Seconds = 1.5;

/** Zero is a duration here: it looks once. Throws USAGE_VALUE. */
export function readTimeout(text: string): Seconds {
  const timeout = parseDuration(text);
  if (timeout !== undefined) return timeout;
  throw fail('USAGE_VALUE', { flag: '--timeout', got: text, expected: 'a duration such as 30s' });
}
