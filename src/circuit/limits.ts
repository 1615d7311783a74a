import type { Ticks } from '../text/duration.ts';

/** The deepest nesting of circuits. */
export const MAX_DEPTH = 32;

/** The most components of a circuit, composites and what they stand for both counted. */
export const MAX_COMPONENTS = 20_000;

/** The most state cells of a circuit: 128 MB of frame. */
export const MAX_CELLS = 16_000_000;

/** The longest window that keeps a reading per tick: a component of more would not fit a frame. */
export const MAX_WINDOW: Ticks = 1_000_000;

/** Completes "KIND: ..." when a window asks for more readings than that. */
export function tooManyTicks(key: string, ticks: Ticks): string | undefined {
  if (ticks <= MAX_WINDOW) return undefined;
  return `${key} spans ${ticks} ticks, the limit is ${MAX_WINDOW}; shorten it or raise evaluation_interval`;
}
