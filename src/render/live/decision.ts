import { formatSpoken } from '../../text/duration.ts';
import { styleOf } from '../chart/event-style.ts';
import { fitText, wrapText } from '../chart/fit-text.ts';
import { nowSentence } from '../sentence/event.ts';
import type { PicturedRun, PictureLook } from './look.ts';

/** What the ramp does, for how long, and why, on at most so many lines; then the time left, or that it stands still. */
export function decisionLines(run: PicturedRun, look: PictureLook, maxLines: number): string[] {
  const { columns, paint } = look;
  const { decision } = run;
  const sentence = nowSentence(run).text;
  const text = `${decision}: ${sentence}`;
  const lines = wrapText(text, columns);
  const shown = lines.length > maxLines ? cutLines(text, lines, { columns, maxLines }) : lines;
  const [first = '', ...rest] = shown;
  const style = decision === 'hold' ? 'bold' : styleOf(decision);
  const painted = `${paint(style, first.slice(0, decision.length))}${first.slice(decision.length)}`;
  if (maxLines === 1) return [painted];
  const pace = fitText(paceText(run, look.now), columns);
  return [painted, ...rest, ...(pace === '' ? [] : [paint('dim', pace)])];
}

/** The first lines, the last of which says that there is more. */
function cutLines(
  text: string,
  lines: readonly string[],
  { columns, maxLines }: { readonly columns: number; readonly maxLines: number },
): string[] {
  if (maxLines === 1) return [fitText(text, columns)];
  const rest = lines.slice(maxLines - 1).join(' ');
  return [...lines.slice(0, maxLines - 1), fitText(rest, columns)];
}

/** How long it goes on at this pace: what does not move forward has no time left. */
export function paceText(run: PicturedRun, now: number): string {
  const { decision, remaining_seconds: left, decision_since } = run;
  if (left === 0) return 'complete';
  if (decision === 'forward' && left !== null) return `${formatSpoken(left)} left at this pace`;
  const since = decision_since === undefined ? undefined : now - Date.parse(decision_since) / 1000;
  if (since === undefined) return '';
  const time = formatSpoken(Math.max(0, Math.floor(since)));
  return decision === 'hold' ? `stands still for ${time}` : `${decision} for ${time}`;
}
