import { formatNumber } from '../../text/number.ts';
import { widthOf } from '../../text/width.ts';
import { fitText } from '../chart/fit-text.ts';
import { acceptText } from '../plot/number.ts';
import type { PicturedRun, PictureLook } from './look.ts';

const MIN_BAR = 10;
const SIGNS = {
  unicode: { done: '━', ahead: '─', here: '●' },
  ascii: { done: '=', ahead: '-', here: 'O' },
};

/** The ramp from 0 to 100 % with its position, and below it the targets of its steps where they have room. */
export function rampLines(run: PicturedRun, look: PictureLook): string[] {
  const { columns, paint, unicode } = look;
  const { accept_percentage: accept, step, steps } = run;
  if (steps === 0) return [fitText('the policy has no ramp', columns)];
  const position = acceptText(accept) || 'no value';
  const place = `step ${step + 1} of ${steps}`;
  const text = columns < 40 ? position : `${position}  ${place}`;
  const width = columns - widthOf(text) - 2;
  if (width < MIN_BAR) return [fitText(`${position}  ${place}`, columns)];
  const { done, ahead, here } = unicode ? SIGNS.unicode : SIGNS.ascii;
  const at = columnOf(accept ?? 0, width);
  const bar = `${paint('accept', done.repeat(at) + here)}${paint('dim', ahead.repeat(width - at - 1))}`;
  return [`${bar}  ${paint('bold', text)}`, ...targetLine(run, width, look)];
}

/** The targets of the steps, each below its place; what has no room is left out, but never the last one. */
function targetLine({ view }: PicturedRun, width: number, { paint }: PictureLook): string[] {
  const targets = [...new Set(view?.steps.map(({ target }) => target))];
  if (targets.length === 0) return [];
  let line = '';
  targets.forEach((target, i) => {
    const text = `${formatNumber(target)} %`;
    const start = Math.min(width - text.length, Math.max(0, columnOf(target, width)));
    const next = i < targets.length - 1 ? lastStart(targets, width) : width + 1;
    const hasRoom = start >= line.length + Math.min(1, line.length) && start + text.length < next;
    if (hasRoom) line = line.padEnd(start) + text;
  });
  return [paint('dim', line)];
}

const lastStart = (targets: readonly number[], width: number): number => {
  const last = targets.at(-1)!;
  return Math.min(width - `${formatNumber(last)} %`.length, columnOf(last, width));
};

/** The column of a percentage, from 0 to `width` - 1. */
const columnOf = (percentage: number, width: number): number =>
  Math.round((Math.min(100, Math.max(0, percentage)) / 100) * (width - 1));
