import type { Column } from '../circuit/plan.ts';

/** A day at 10 s. */
const MOST_BUCKETS = 8640;
/** Readings in all, however many signals: about 200 MB. */
const MOST_CELLS = 8_000_000;

/** The course of one signal, bucket by bucket: extremes are never lost, however long the run. */
export interface RecordedColumn {
  readonly name: string;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

/**
 * A whole run in bounded memory, for charts and reports: exact (one tick a bucket) up to 8,640 ticks (a day at 10 s; fewer
 * beyond 900 signals), then buckets double. NaN where a signal was invalid all through a bucket.
 */
export class Recording {
  readonly columns: readonly RecordedColumn[];
  ticksPerBucket = 1;
  ticks = 0;
  readonly #slots: Int32Array;
  readonly #room: number;

  /** `ticks` is how long the run will be at most, where that is known: a short one takes little room. */
  constructor(columns: readonly Column[], ticks = Number.POSITIVE_INFINITY) {
    const room = Math.min(MOST_BUCKETS, MOST_CELLS / Math.max(1, columns.length), Math.max(2, ticks));
    this.#room = 2 * Math.ceil(room / 2);
    this.#slots = Int32Array.from(columns, (column) => column.slot);
    this.columns = columns.map(({ name }) => ({
      name,
      min: new Float64Array(this.#room).fill(Number.NaN),
      max: new Float64Array(this.#room).fill(Number.NaN),
      last: new Float64Array(this.#room).fill(Number.NaN),
    }));
  }

  /** How many buckets hold ticks; bucket b starts at tick `b * ticksPerBucket`. */
  get buckets(): number {
    return Math.ceil(this.ticks / this.ticksPerBucket);
  }

  column(name: string): RecordedColumn | undefined {
    return this.columns.find((column) => column.name === name);
  }

  /** Takes the readings of the tick that just ran. */
  add(frame: Float64Array): void {
    if (this.ticks === this.#room * this.ticksPerBucket) this.#double();
    const bucket = Math.floor(this.ticks / this.ticksPerBucket);
    for (let c = 0; c < this.columns.length; c++) note(this.columns[c]!, bucket, frame[this.#slots[c]!]!);
    this.ticks++;
  }

  #double(): void {
    for (const column of this.columns) {
      for (let b = 0; b < this.#room; b += 2) merge(column, b, b + 1, b / 2);
      for (const cells of [column.min, column.max, column.last]) cells.fill(Number.NaN, this.#room / 2);
    }
    this.ticksPerBucket *= 2;
  }
}

function note({ min, max, last }: RecordedColumn, bucket: number, reading: number): void {
  last[bucket] = reading;
  if (!(min[bucket]! <= reading)) min[bucket] = Number.isNaN(reading) ? min[bucket]! : reading;
  if (!(max[bucket]! >= reading)) max[bucket] = Number.isNaN(reading) ? max[bucket]! : reading;
}

function merge({ min, max, last }: RecordedColumn, a: number, b: number, into: number): void {
  min[into] = lesser(min[a]!, min[b]!);
  max[into] = -lesser(-max[a]!, -max[b]!);
  last[into] = last[b]!;
}

const lesser = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a);
