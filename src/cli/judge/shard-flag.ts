import { fail } from '../../errors/rollout-error.ts';
import type { Shard } from '../../judge/shard.ts';

const SHARD = /^(\d{1,6})\/(\d{1,6})$/;

/** Reads `2/4`. Throws USAGE_VALUE. */
export function readShardFlag(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, part, of] = (SHARD.exec(text) ?? []).map(Number);
  if (part !== undefined && of !== undefined && part >= 1 && part <= of) return { part, of };
  throw fail('USAGE_VALUE', {
    flag: '--shard',
    got: text,
    expected: 'a part and their number, such as 1/4 to 4/4',
  });
}
