import type { ExactBlock } from '../../run/exact-blocks.ts';
import type { RunSeries, SignalSeries } from '../../run/series.ts';
import { greater, lesser } from '../plot/range.ts';
import { type CellRun, Cells } from './cells.ts';

/** The readings of a run in cells, every signal in the same. */
export interface CellSeries {
  readonly cells: Cells;
  readonly columns: readonly SignalSeries[];
}

/** Ticks of a run, from one to before another: kept one by one in a block, or in buckets. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly block?: ExactBlock;
}

/** The buckets of a run as cells, `joined` in each; of ticks that were kept one by one, each is a cell. */
export function cellSeries(series: RunSeries, joined = 1): CellSeries {
  const perCell = series.ticksPerBucket * joined;
  const parts = partsOf(series);
  const cells = new Cells(joinedRuns(parts.flatMap((part) => runsOf(part, perCell))), series.ticks);
  const columns = series.columns.map((column) => {
    const writer = new ColumnWriter(column.name, cells.count);
    const place = series.exactPlaceOf(column);
    for (const { from, to, block } of parts) {
      if (block) writer.copyTicks(block, place);
      else
        writer.joinBuckets(column, {
          from: from / series.ticksPerBucket,
          to: Math.ceil(to / series.ticksPerBucket),
          joined,
        });
    }
    return writer.column;
  });
  return { cells, columns };
}

function partsOf({ exact, ticks }: RunSeries): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const block of exact) {
    if (block.first > from) parts.push({ from, to: block.first });
    from = block.first + block.ticks;
    parts.push({ from: block.first, to: from, block });
  }
  if (from < ticks) parts.push({ from, to: ticks });
  return parts;
}

/** The last cell of a part may be shorter than the others. */
function runsOf({ from, to, block }: Part, perCell: number): CellRun[] {
  const size = block ? 1 : perCell;
  const whole = Math.floor((to - from) / size);
  const runs: CellRun[] = [
    [whole, size],
    [1, to - from - whole * size],
  ];
  return runs.filter(([cells, ticks]) => cells > 0 && ticks > 0);
}

/** Runs of cells of one size after each other are one. */
function joinedRuns(runs: readonly CellRun[]): CellRun[] {
  const joined: CellRun[] = [];
  for (const [cells, size] of runs) {
    const [before, sizeBefore] = joined.at(-1) ?? [0, 0];
    if (size === sizeBefore) joined[joined.length - 1] = [before + cells, size];
    else joined.push([cells, size]);
  }
  return joined;
}

/** Buckets to be written, and how many of them share a cell. */
interface Buckets {
  readonly from: number;
  readonly to: number;
  readonly joined: number;
}

/** Writes one signal, cell by cell. */
class ColumnWriter {
  readonly column: SignalSeries;
  #cell = 0;

  constructor(name: string, cells: number) {
    const invalid = (): Float64Array => new Float64Array(cells).fill(Number.NaN);
    this.column = { name, min: invalid(), max: invalid(), last: invalid() };
  }

  copyTicks({ ticks, width, readings }: ExactBlock, place: number): void {
    const { min, max, last } = this.column;
    for (let tick = 0; tick < ticks; tick++) {
      const reading = readings[tick * width + place]!;
      for (const cells of [min, max, last]) cells[this.#cell + tick] = reading;
    }
    this.#cell += ticks;
  }

  joinBuckets(from: SignalSeries, buckets: Buckets): void {
    const { min, max, last } = this.column;
    for (let bucket = buckets.from; bucket < buckets.to; bucket++) {
      const cell = this.#cell + Math.floor((bucket - buckets.from) / buckets.joined);
      min[cell] = lesser(min[cell]!, from.min[bucket]!);
      max[cell] = greater(max[cell]!, from.max[bucket]!);
      last[cell] = from.last[bucket]!;
    }
    this.#cell += Math.ceil((buckets.to - buckets.from) / buckets.joined);
  }
}
