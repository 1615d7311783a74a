import type { TicksOf } from '../binding.ts';
import { MAX_CELLS } from '../limits.ts';
import { INVALID } from '../reading.ts';
import type { Component } from '../tree.ts';

/** The initial state cells of every leaf; undefined when they would be more than MAX_CELLS. */
export function initialCells(
  leaves: readonly Component[],
  ticks: TicksOf,
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

function cellsOf({ kind, config }: Component, ticks: TicksOf): readonly number[] {
  if ('query' in kind) return [INVALID];
  if (!('bind' in kind)) return [];
  return kind.state?.(config, ticks) ?? [];
}
