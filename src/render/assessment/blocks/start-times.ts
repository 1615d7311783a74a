import type { Assessment } from '../../../judge/assessment.ts';
import { type Block, line } from '../../blocks/block.ts';
import { joined } from '../../words.ts';
import { NONE } from './numbers.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** How often a rollout that starts at an hour or on a weekday completes without a reset; nothing where no cell says it. */
export function startTimeBlocks({ start_times: { hour, weekday, best, worst } }: Assessment): Block[] {
  const hours = hour.map((share, i) => ({ label: String(i).padStart(2, '0'), text: shareText(share) }));
  const days = weekday.map((share, i) => ({ label: WEEKDAYS[i]!, text: shareText(share) }));
  const blocks: Block[] = [];
  if (hour.some(isKnown))
    blocks.push({ kind: 'strip', title: 'completed without a reset, by hour of start (UTC)', cells: hours });
  if (weekday.some(isKnown))
    blocks.push({
      kind: 'strip',
      title: 'completed without a reset, by weekday of start (UTC)',
      cells: days,
    });
  const named = joined([bestText('best', best), bestText('worst', worst)], '; ');
  if (named !== '') blocks.push(line(named));
  return blocks;
}

const isKnown = (share: number | null): boolean => share !== null;

const shareText = (share: number | null): string => (share === null ? NONE : `${Math.round(share * 100)} %`);

const bestText = (which: string, time: string | null): string =>
  time === null ? '' : `${which} time to start: ${time}`;
