import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { widthOf } from '../../text/width.ts';
import { fitText } from '../chart/fit-text.ts';
import type { Style } from '../chart/paint.ts';
import type { PictureLook } from './look.ts';
import type { PicturedRollout, PicturedTarget } from './rollout-look.ts';

const STYLES: Readonly<Record<string, Style>> = { confirmed: 'dim', pending: 'backward' };
/** A name may have this share of a line, and more where the rest is short. */
const NAME_SHARE = 0.5;

/** What stands between a rollout and its targets, a line each, on at most so many: first those that have not confirmed. */
export function targetLines(rollout: PicturedRollout, look: PictureLook, maxLines: number): string[] {
  const { columns, paint } = look;
  const { actuators, blind, changed_on_disk: changed } = rollout;
  const inOrder = actuators.toSorted((a, b) => rankOf(a) - rankOf(b));
  const lines = [
    ...(blind.length === 0 ? [] : [paint('reset', fitText(`without a value: ${blind.join(', ')}`, columns))]),
    ...inOrder.map((target) => targetLine(target, look)),
    ...changed.map((file) => paint('backward', fitText(`changed since it runs: ${file}`, columns))),
  ];
  if (lines.length <= maxLines) return lines;
  const shown = Math.max(0, maxLines - 1);
  const more = paint('dim', fitText(`and ${lines.length - shown} more`, columns));
  return [...lines.slice(0, shown), more].slice(0, Math.max(0, maxLines));
}

/** What has not confirmed comes first. */
const rankOf = ({ outcome }: PicturedTarget): number => Number(outcome === 'confirmed');

function targetLine(target: PicturedTarget, { columns, paint }: PictureLook): string {
  const whole = targetText(target);
  const room = Math.max(Math.floor(columns * NAME_SHARE), columns - widthOf(whole) - 2);
  const name = fitText(target.name, room);
  const text = fitText(whole, columns - widthOf(name) - 2);
  return `${name}  ${paint(STYLES[target.outcome] ?? 'reset', text)}`;
}

/** What a target was told and has, and by how much it lags. */
function targetText(target: PicturedTarget): string {
  const { outcome, asked, confirmed, in_force, lag_seconds: lag, error } = target;
  if (outcome === 'confirmed') return `confirmed ${percentText(confirmed)}`;
  const parts = [
    `told ${percentText(asked)}`,
    confirmed === null ? 'confirmed nothing' : `confirmed ${percentText(confirmed)}`,
    ...(in_force === null || in_force === confirmed ? [] : [`in force ${percentText(in_force)}`]),
    ...(lag > 0 ? [`for ${formatSpoken(Math.floor(lag))}`] : []),
    ...(error === null ? [] : [error]),
  ];
  return `${outcome}: ${parts.join(', ')}`;
}

const percentText = (percentage: number | null): string =>
  percentage === null ? 'nothing' : `${formatNumber(percentage)} %`;
