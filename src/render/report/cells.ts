/** So many cells of so many ticks each, one after another. */
export type CellRun = readonly [cells: number, ticksPerCell: number];

/** Ticks of a run, from one to before another. */
export interface TickWindow {
  readonly from: number;
  readonly to: number;
}

/** The ticks of a run in cells: one tick each where readings are exact, many where only their extremes are kept. */
export class Cells {
  readonly runs: readonly CellRun[];
  readonly count: number;
  readonly ticks: number;
  /** The first tick of each cell, and the end. */
  readonly #starts: Float64Array;

  /** The last cell ends with the run, though it may have room for more ticks. */
  constructor(runs: readonly CellRun[], ticks: number) {
    this.runs = runs;
    this.count = runs.reduce((sum, [cells]) => sum + cells, 0);
    this.ticks = ticks;
    this.#starts = new Float64Array(this.count + 1);
    let cell = 0;
    let tick = 0;
    for (const [cells, ticksPerCell] of runs)
      for (const end = cell + cells; cell < end; cell++) {
        this.#starts[cell] = tick;
        tick += ticksPerCell;
      }
    this.#starts[this.count] = ticks;
  }

  /** Cells of equal size. */
  static uniform(cells: number, ticksPerCell: number, ticks: number): Cells {
    return new Cells([[cells, ticksPerCell]], ticks);
  }

  /** The first tick of a cell; the end of the run for the one behind the last. */
  startOf(cell: number): number {
    return this.#starts[cell]!;
  }

  sizeOf(cell: number): number {
    return this.#starts[cell + 1]! - this.#starts[cell]!;
  }

  /** The cell that holds a tick, or the nearest; ticks may be fractional. */
  cellAt(tick: number): number {
    let low = 0;
    let high = Math.max(0, this.count - 1);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= tick) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
