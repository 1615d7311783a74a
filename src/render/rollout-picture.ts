import { painter } from './chart/paint.ts';
import { chartLines } from './live/driver-charts.ts';
import { entryLines } from './live/entries.ts';
import { headLine } from './live/head.ts';
import type { PictureLook, PictureOptions } from './live/look.ts';
import { rampLines } from './live/ramp-bar.ts';
import { listLines } from './live/rollout-list.ts';
import type { PicturedRollout } from './live/rollout-look.ts';
import { runOf } from './live/rollout-run.ts';
import { stateLines } from './live/rollout-state.ts';
import { targetLines } from './live/targets.ts';

export type { PictureOptions } from './live/look.ts';
export type { PicturedRollout } from './live/rollout-look.ts';

/** Charts wider than this are no clearer. */
const MAX_COLUMNS = 140;
/** From so many rows on the ramp has its steps below it, and reasons have lines of their own. */
const ROOMY = 14;
const MAX_ENTRIES = 8;
const MAX_REASONS = 4;

/**
 * Rollouts as at most so many lines: where there are several a line of each, and the selected one whole. What there is
 * no room for is left out, the least important first.
 */
export function rolloutsPicture(
  all: readonly PicturedRollout[],
  selected: number,
  options: PictureOptions,
): string[] {
  const { unicode = true, rows } = options;
  const columns = Math.min(MAX_COLUMNS, options.columns);
  const look: PictureLook = { ...options, columns, unicode, paint: painter(options.colour) };
  if (all.length === 1) return pictureOf(all[0]!, look, rows);
  const maxLines = Math.max(1, Math.floor(rows / 3));
  const list = [...listLines(all, look, { selected, maxLines }), ''];
  return [...list, ...pictureOf(all[selected]!, look, rows - list.length)].slice(0, rows);
}

/** Where its ramp stands, what it does and why, its targets, each driver's readings against its thresholds, its journal. */
function pictureOf(rollout: PicturedRollout, look: PictureLook, rows: number): string[] {
  const run = runOf(rollout);
  const isRoomy = rows >= ROOMY;
  const top = [
    headLine(run, look),
    ...(rollout.steps === 0 ? [] : rampLines(run, look).slice(0, isRoomy ? undefined : 1)),
    ...stateLines(rollout, look, isRoomy ? MAX_REASONS : 1),
  ];
  const targets = targetLines(rollout, look, Math.min(rows - top.length, Math.ceil(rows / 6)));
  const room = rows - top.length - targets.length - (isRoomy ? 1 : 0);
  if (room <= 0) return [...top, ...targets].slice(0, rows);
  const entries = Math.min(MAX_ENTRIES, Math.ceil(room / 4));
  const charts = chartLines(run, look, room - entries);
  const last = entryLines(rollout, look, Math.min(room - charts.length, MAX_ENTRIES));
  return [...top, ...targets, ...(isRoomy ? [''] : []), ...charts, ...last];
}
