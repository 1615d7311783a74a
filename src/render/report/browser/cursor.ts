import type { Cells } from '../cells.ts';

/** Where the cursor is: a tick, and the cell that holds it. */
export interface Place {
  readonly tick: number;
  readonly cell: number;
}

/** A part of the page that shows what is under the cursor. */
export type View = (place: Place) => void;

/** The one cursor of a page, shown by every view. */
export class Cursor {
  readonly #cells: Cells;
  readonly #views: readonly View[];
  #place: Place = { tick: 0, cell: 0 };

  constructor(cells: Cells, views: readonly View[]) {
    this.#cells = cells;
    this.#views = views;
  }

  get place(): Place {
    return this.#place;
  }

  /** Goes to a tick, or to the nearest there is. */
  moveTo(tick: number): void {
    const last = Math.max(0, this.#cells.ticks - 1);
    const nearest = Math.min(last, Math.max(0, Math.floor(tick)));
    this.#place = { tick: nearest, cell: this.#cells.cellAt(nearest) };
    for (const view of this.#views) view(this.#place);
  }

  /** Goes so many cells on, or back. */
  step(cells: number): void {
    const last = Math.max(0, this.#cells.count - 1);
    this.moveTo(this.#cells.startOf(Math.min(last, Math.max(0, this.#place.cell + cells))));
  }
}
