import { fail } from '../errors/rollout-error.ts';
import { parseDuration, type Seconds } from '../text/duration.ts';

/** The value of a flag that takes a duration above zero; `example` is one. Throws USAGE_VALUE. */
export function readDurationFlag(
  flag: string,
  text: string | undefined,
  example: string,
): Seconds | undefined {
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration) return duration;
  throw fail('USAGE_VALUE', { flag, got: text, expected: `a duration above zero, such as ${example}` });
}
