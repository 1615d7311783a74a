import { fail } from '../../errors/rollout-error.ts';

const SHARE = /^(\d+(?:\.\d*)?|\.\d+) ?(%?)$/;
const FRACTION = /^(\d+) ?\/ ?(\d+)$/;

/** The value of a flag that takes a share from 0 to 1: `1/20`, `5%` or `0.05`. Throws USAGE_VALUE. */
export function readShareFlag(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = shareOf(text);
  if (share <= 1) return share;
  throw fail('USAGE_VALUE', { flag, got: text, expected: 'a share from 0 to 1, such as 1/20, 5% or 0.05' });
}

/** NaN where it is no share. */
function shareOf(text: string): number {
  const [, part, whole] = FRACTION.exec(text) ?? [];
  if (part !== undefined) return Number(part) / Number(whole);
  const [, number, sign] = SHARE.exec(text) ?? [];
  return sign === '%' ? Number(number) / 100 : Number(number);
}
