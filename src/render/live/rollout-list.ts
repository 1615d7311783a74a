import { widthOf } from '../../text/width.ts';
import { fitText } from '../chart/fit-text.ts';
import { acceptText } from '../plot/number.ts';
import type { PictureLook } from './look.ts';
import type { PicturedRollout } from './rollout-look.ts';
import { reasonsText, stateStyle, stateText } from './rollout-state.ts';

const MAX_NAME = 24;
const STATE_WIDTH = 'not started'.length;
/** A reason in fewer columns says nothing. */
const MIN_REASON = 12;

export interface ListOptions {
  /** Position of the one that is drawn below. */
  readonly selected: number;
  readonly maxLines: number;
}

/** Rollouts, a line each; where there is no room for all, those around the selected one. */
export function listLines(
  all: readonly PicturedRollout[],
  look: PictureLook,
  { selected, maxLines }: ListOptions,
): string[] {
  const first = Math.max(0, Math.min(selected - Math.floor(maxLines / 2), all.length - maxLines));
  const shown = all.slice(first, first + maxLines);
  const width = Math.min(MAX_NAME, Math.max(...shown.map(({ rollout }) => widthOf(rollout))));
  return shown.map((rollout, i) => lineOf(rollout, look, { width, isSelected: first + i === selected }));
}

interface Line {
  readonly width: number;
  readonly isSelected: boolean;
}

function lineOf(
  rollout: PicturedRollout,
  { columns, paint }: PictureLook,
  { width, isSelected }: Line,
): string {
  const { step, steps, percentage } = rollout;
  const name = fitText(rollout.rollout, Math.min(width, columns - 2));
  const padded = `${isSelected ? '>' : ' '} ${name}${' '.repeat(width - widthOf(name))}`;
  const place = `${acceptText(percentage).padStart(7)}  ${`${step + 1}/${steps}`.padEnd(5)}`;
  const state = stateText(rollout).padEnd(STATE_WIDTH);
  const left = columns - widthOf(padded) - widthOf(place) - 4 - STATE_WIDTH;
  if (left < 0) return fitText(`${padded}${place}`, columns);
  const why = left < MIN_REASON ? '' : `  ${fitText(reasonsText(rollout), left - 2)}`;
  const head = isSelected ? paint('bold', padded) : padded;
  return `${head}${place}  ${paint(stateStyle(rollout), state)}${why}`.trimEnd();
}
