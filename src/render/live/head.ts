import { formatSpoken } from '../../text/duration.ts';
import { widthOf } from '../../text/width.ts';
import { fitText } from '../chart/fit-text.ts';
import { words } from '../words.ts';
import type { PicturedRun, PictureLook } from './look.ts';

/** A run whose tick is late by more intervals does not answer. */
const MAX_LATE_INTERVALS = 3;

/** The policy and what it runs on; at the right edge the time until it looks again. */
export function headLine(run: PicturedRun, { columns, paint, now }: PictureLook): string {
  const due = dueText(run, now, columns >= 60);
  const { kind, name, url } = run.source;
  const policy = fitText(run.policy, columns - (due === '' ? 0 : widthOf(due) + 1));
  const room = columns - widthOf(policy) - widthOf(due) - 3;
  const source = room > 8 ? fitText(words(kind, name ?? url ?? ''), room) : '';
  const gap = columns - widthOf(policy) - widthOf(due) - (source === '' ? 0 : widthOf(source) + 2);
  const aside = source === '' ? '' : `  ${paint('dim', source)}`;
  return `${paint('bold', policy)}${aside}${' '.repeat(Math.max(0, gap))}${due}`;
}

/** `next evaluation in 4 s`, or that it is late. */
function dueText(
  { next_tick_at, interval_seconds: interval }: PicturedRun,
  now: number,
  isLong: boolean,
): string {
  if (next_tick_at === undefined) return '';
  const left = Date.parse(next_tick_at) / 1000 - now;
  if (left < -MAX_LATE_INTERVALS * Math.max(1, interval)) {
    const late = formatSpoken(Math.floor(-left));
    return isLong ? `no evaluation for ${late}` : `late ${late}`;
  }
  const time = formatSpoken(Math.max(0, Math.ceil(left)));
  return isLong ? `next evaluation in ${time}` : `in ${time}`;
}
