import type { BlindQuery } from '../../run/result.ts';
import { formatSpoken } from '../../text/duration.ts';
import { shareText } from '../plot/number.ts';
import type { Rehearsal } from '../plot.ts';
import { titleIn } from '../sentence/names.ts';

type Blinded = Pick<Rehearsal, 'plan' | 'result'>;

/** A lesser share stands in the counts and events, not before everything else. */
const MIN_SHARE = 0.01;

/** What a run did not see, where that is worth saying first; empty where it is not. */
export const blindPrefix = ({ plan, result }: Blinded): string =>
  result.blind.share < MIN_SHARE ? '' : blindText({ plan, result });

/** `blind on 84 % of the ticks: error rate had no value on 4,040 of 4,040, longest 14 d`: the worst query. */
export function blindText({ plan, result: { blind, ticks } }: Blinded): string {
  const text = `blind on ${shareText(blind.share)} of the ticks`;
  const [worst] = Object.entries(blind.queries).sort(([, a], [, b]) => b.ticks - a.ticks);
  if (!worst || worst[1].ticks === 0) return text;
  return `${text}: ${queryText(titleIn(plan, worst[0]), worst[1], ticks - 1)}`;
}

const queryText = (name: string, { ticks, longest }: BlindQuery, of: number): string =>
  `${name} had no value on ${countText(ticks)} of ${countText(of)}, longest ${formatSpoken(longest)}`;

const countText = (count: number): string => count.toLocaleString('en-US');
