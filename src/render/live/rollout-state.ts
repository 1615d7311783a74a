import { printableLine } from '../../text/printable.ts';
import { fitText, wrapText } from '../chart/fit-text.ts';
import type { Style } from '../chart/paint.ts';
import { withReason } from '../words.ts';
import { paceText } from './decision.ts';
import type { PictureLook } from './look.ts';
import type { PicturedReason, PicturedRollout } from './rollout-look.ts';
import { runOf } from './rollout-run.ts';

const STYLES: Readonly<Record<string, Style>> = {
  running: 'forward',
  baking: 'forward',
  completed: 'forward',
  scheduled: 'backward',
  not_started: 'backward',
  waiting: 'backward',
  paused: 'backward',
  blind: 'reset',
  drifted: 'reset',
  reset: 'reset',
  killed: 'reset',
};

export const stateText = ({ state }: PicturedRollout): string => printableLine(state).replaceAll('_', ' ');

export const stateStyle = ({ state }: PicturedRollout): Style => STYLES[state] ?? 'bold';

/** Its state, decision and all reasons, on at most so many lines; then, where there is room, how long it goes on. */
export function stateLines(rollout: PicturedRollout, look: PictureLook, maxLines: number): string[] {
  const { columns, paint, now } = look;
  const head = headOf(rollout);
  const [first = '', ...others] = rollout.reasons.map(reasonText);
  const lines = [
    ...wrapText(withReason(head, first), columns),
    ...others.map((text) => `  ${fitText(text, columns - 2)}`),
  ];
  const shown =
    maxLines === 1
      ? [fitText(withReason(head, reasonsText(rollout)), columns)]
      : cut(lines, maxLines, columns);
  const state = stateText(rollout);
  const top = `${paint(stateStyle(rollout), shown[0]!.slice(0, state.length))}${shown[0]!.slice(state.length)}`;
  const pace = maxLines === 1 ? '' : fitText(paceOf(rollout, now), columns);
  return [top, ...shown.slice(1), ...(pace === '' ? [] : [paint('dim', pace)])];
}

/** All reasons on one line. */
export const reasonsText = ({ reasons }: PicturedRollout): string => reasons.map(reasonText).join('; ');

function headOf(rollout: PicturedRollout): string {
  const { decision, state } = rollout;
  return decision === state ? stateText(rollout) : `${stateText(rollout)}, ${decision}`;
}

function reasonText({ text, until }: PicturedReason): string {
  if (until === null) return text;
  const [date, time = ''] = new Date(until).toISOString().split('T');
  return `${text} (until ${date} ${time.slice(0, 5)} UTC)`;
}

/** Nothing is known of the pace where nobody controls it. */
const paceOf = (rollout: PicturedRollout, now: number): string =>
  rollout.controller === null ? '' : paceText(runOf(rollout), now);

/** The first lines; the last of them says how many are missing. */
function cut(lines: readonly string[], maxLines: number, columns: number): readonly string[] {
  if (lines.length <= maxLines) return lines;
  const more = lines.length - maxLines;
  return [...lines.slice(0, maxLines - 1), fitText(`  and ${more + 1} lines more`, columns)];
}
