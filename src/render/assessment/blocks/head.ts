import type { Assessment } from '../../../judge/assessment.ts';
import { formatSpoken } from '../../../text/duration.ts';
import { type Block, line } from '../../blocks/block.ts';
import { shareText } from '../../plot/number.ts';
import { joined } from '../../words.ts';
import type { Measures } from '../effect.ts';
import { countText } from './numbers.ts';

/** What was rehearsed, on which history, and how much of that was not seen. */
export function headBlocks(assessment: Assessment, measures: Measures): Block[] {
  const { policy, rehearsals, partial } = assessment;
  const starts = `one every ${formatSpoken(rehearsals.every_seconds)}`;
  const horizon = `each ${formatSpoken(rehearsals.horizon_seconds)} at most`;
  const counted = `${countText(rehearsals.count)} rehearsals`;
  const title = `${policy}: ${counted}${partial ? ', a part of them' : ''}, ${starts}, ${horizon}`;
  const blocks = [line(title, 'bold'), line(historyText(assessment, measures))];
  if (partial)
    blocks.push(
      line(
        'Interrupted: these are figures of the rehearsals done so far, spread evenly over the history.',
        'backward',
      ),
    );
  return blocks;
}

function historyText({ history, interval_seconds }: Assessment, measures: Measures): string {
  const length = formatSpoken(history.ticks * interval_seconds);
  const ticks = `${countText(history.ticks)} ticks of ${formatSpoken(interval_seconds)}`;
  const period = `history from ${history.from} to ${history.to}: ${length}, ${ticks}`;
  return joined([period, blindText(history.blind, measures)], '; ');
}

/** `blind on 2 % of them, most of all error rate`. */
function blindText({ share, queries }: Assessment['history']['blind'], measures: Measures): string {
  if (share === 0) return '';
  const shares = Object.entries(queries) as unknown as readonly [string, { readonly share: number }][];
  const [worst] = [...shares].sort(([, a], [, b]) => b.share - a.share);
  const text = `blind on ${shareText(share)} of them`;
  return worst ? `${text}, most of all ${measures.get(worst[0])?.title ?? worst[0]}` : text;
}
