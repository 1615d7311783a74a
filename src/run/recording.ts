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
  ticksPerBucket = 1;
  ticks = 0;
  readonly #columns: readonly RecordedColumn[];
  readonly #slots: Int32Array;
  readonly #room: number;
  /** The bucket that is filling, column by column: extremes beyond all readings until there is one. */
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #last: Float64Array;

  /** `ticks` is how long the run will be at most, where that is known: a short one takes little room. */
  constructor(columns: readonly Column[], ticks = Number.POSITIVE_INFINITY) {
    const room = Math.min(MOST_BUCKETS, MOST_CELLS / Math.max(1, columns.length), Math.max(2, ticks));
    this.#room = 2 * Math.ceil(room / 2);
    this.#slots = Int32Array.from(columns, (column) => column.slot);
    this.#least = new Float64Array(columns.length).fill(Number.POSITIVE_INFINITY);
    this.#most = new Float64Array(columns.length).fill(Number.NEGATIVE_INFINITY);
    this.#last = new Float64Array(columns.length);
    const cells = () => new Float64Array(this.#room).fill(Number.NaN);
    this.#columns = columns.map(({ name }) => ({ name, min: cells(), max: cells(), last: cells() }));
  }

  /** Every signal, the bucket that is filling included. */
  get columns(): readonly RecordedColumn[] {
    if (this.ticks % this.ticksPerBucket !== 0) this.#write(this.buckets - 1);
    return this.#columns;
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
    for (let c = 0; c < this.#slots.length; c++) {
      const reading = frame[this.#slots[c]!]!;
      this.#last[c] = reading;
      if (reading < this.#least[c]!) this.#least[c] = reading;
      if (reading > this.#most[c]!) this.#most[c] = reading;
    }
    this.ticks++;
    if (this.ticks % this.ticksPerBucket === 0) this.#close(this.ticks / this.ticksPerBucket - 1);
  }

  #close(bucket: number): void {
    this.#write(bucket);
    this.#least.fill(Number.POSITIVE_INFINITY);
    this.#most.fill(Number.NEGATIVE_INFINITY);
  }

  #write(bucket: number): void {
    for (let c = 0; c < this.#columns.length; c++) {
      const { min, max, last } = this.#columns[c]!;
      const isEmpty = this.#least[c]! > this.#most[c]!;
      min[bucket] = isEmpty ? Number.NaN : this.#least[c]!;
      max[bucket] = isEmpty ? Number.NaN : this.#most[c]!;
      last[bucket] = this.#last[c]!;
    }
  }

  #double(): void {
    for (const column of this.#columns) {
      for (let b = 0; b < this.#room; b += 2) merge(column, b, b + 1, b / 2);
      for (const cells of [column.min, column.max, column.last]) cells.fill(Number.NaN, this.#room / 2);
    }
    this.ticksPerBucket *= 2;
  }
}

function merge({ min, max, last }: RecordedColumn, a: number, b: number, into: number): void {
  min[into] = lesser(min[a]!, min[b]!);
  max[into] = -lesser(-max[a]!, -max[b]!);
  last[into] = last[b]!;
}

const lesser = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a);
