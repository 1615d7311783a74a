import { painter } from './chart/paint.ts';
import { decisionLines } from './live/decision.ts';
import { chartLines } from './live/driver-charts.ts';
import { eventLines } from './live/events.ts';
import { headLine } from './live/head.ts';
import type { PicturedRun, PictureLook, PictureOptions } from './live/look.ts';
import { rampLines } from './live/ramp-bar.ts';

export type { PicturedRun, PictureOptions } from './live/look.ts';

/** Charts wider than this are no clearer. */
const MAX_COLUMNS = 140;
/** From so many rows on the ramp has its steps below it, and a sentence may take several lines. */
const ROOMY = 12;
const MAX_EVENTS = 6;

/**
 * A live run as at most so many lines: where the ramp stands, what it does and why, each driver's readings against its
 * thresholds, the last events. What there is no room for is left out, the least important first.
 */
export function livePicture(run: PicturedRun, options: PictureOptions): string[] {
  const { unicode = true, rows } = options;
  const columns = Math.min(MAX_COLUMNS, options.columns);
  const look: PictureLook = { ...options, columns, unicode, paint: painter(options.colour) };
  const isRoomy = rows >= ROOMY;
  const top = [
    headLine(run, look),
    ...rampLines(run, look).slice(0, isRoomy ? undefined : 1),
    ...decisionLines(run, look, isRoomy ? 3 : 1),
  ];
  const room = rows - top.length - (isRoomy ? 1 : 0);
  if (room <= 0) return top.slice(0, rows);
  const events = Math.min(MAX_EVENTS, Math.floor(room / 4));
  const charts = chartLines(run, look, room - events);
  const left = room - charts.length;
  const last = eventLines(run, look, Math.min(left, MAX_EVENTS));
  return [...top, ...(isRoomy ? [''] : []), ...charts, ...last];
}
