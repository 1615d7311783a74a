import type { Seconds } from '../../text/duration.ts';
import { INVALID } from '../reading.ts';
import type { Component } from '../tree.ts';

/** The most state cells of a circuit: 128 MB of frame. */
export const MAX_CELLS = 16_000_000;

/** The initial state cells of every leaf; undefined when they would be more than MAX_CELLS. */
export function initialCells(
  leaves: readonly Component[],
  ticks: (duration: Seconds) => number,
): (readonly number[])[] | undefined {
  let total = 0;
  const cells: (readonly number[])[] = [];
  for (const leaf of leaves) {
    const own = cellsOf(leaf, ticks);
    total += own.length;
    if (total > MAX_CELLS) return undefined;
    cells.push(own);
  }
  return cells;
}

function cellsOf({ kind, config }: Component, ticks: (duration: Seconds) => number): readonly number[] {
  if ('query' in kind) return [INVALID];
  return 'bind' in kind ? (kind.state?.(config, ticks) ?? []) : [];
}
