import { fail } from '../../errors/rollout-error.ts';
import type { Outcome } from '../../run/result.ts';
import { formatNumber } from '../../text/number.ts';

/** On which share of its ticks a run may be blind. */
export interface MaxBlind {
  /** From 0 to 1. */
  readonly share: number;
  /** What sets it, for people: `--max-blind allows 10 %`. */
  readonly rule: string;
}

/** A run that is expected to complete may be blind on so much, unless `--max-blind` says otherwise. */
const COMPLETED: MaxBlind = {
  share: 0.05,
  rule: '--expect completed allows 5 %, --max-blind sets another share',
};

const SHARE = /^(\d+(?:\.\d*)?|\.\d+) ?(%?)$/;

/** Throws USAGE_VALUE. */
export function readMaxBlind(
  text: string | undefined,
  expected: readonly Outcome[] | undefined,
): MaxBlind | undefined {
  if (text === undefined) return expected?.includes('completed') ? COMPLETED : undefined;
  const share = shareOf(text);
  if (share <= 1) return { share, rule: `--max-blind allows ${percentOf(share)} %` };
  throw fail('USAGE_VALUE', {
    flag: '--max-blind',
    got: text,
    expected: 'a percentage such as 5%, or a share from 0 to 1 such as 0.05',
  });
}

/** NaN where it is neither a percentage nor a share. */
function shareOf(text: string): number {
  const [, number, sign] = SHARE.exec(text) ?? [];
  if (sign === '%') return Number(number) / 100;
  return Number(number);
}

/** Without the error of a product: 0.07 is 7 %. */
const percentOf = (share: number): string => formatNumber(Number((share * 100).toPrecision(12)));
