import type { Column } from '../circuit/plan.ts';

/** A day at 10 s. */
const MOST_BUCKETS = 8640;
/** Readings in all, however many signals: about 200 MB. */
const MOST_CELLS = 8_000_000;

interface Course {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

/** The course of one signal, bucket by bucket: extremes are never lost, however long the run. */
export interface RecordedColumn extends Course {
  readonly name: string;
}

/**
 * A whole run in bounded memory, for charts and reports: exact (one tick a bucket) up to 8,640 ticks (a day at 10 s; fewer
 * beyond 900 signals), then buckets double. NaN where a signal was invalid all through a bucket.
 */
export class Recording {
  ticksPerBucket = 1;
  ticks = 0;
  readonly #columns: readonly RecordedColumn[];
  /** One for each slot: signals that share a slot share its course. */
  readonly #courses: readonly Course[];
  readonly #slots: Int32Array;
  readonly #room: number;
  /** Ticks in the bucket that is filling. */
  #inBucket = 0;
  /** The bucket that is filling, column by column: NaN while there is no valid reading. */
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #last: Float64Array;

  /** `ticks` is how long the run will be at most, where that is known: a short one takes little room. */
  constructor(columns: readonly Column[], ticks = Number.POSITIVE_INFINITY) {
    const room = Math.min(MOST_BUCKETS, MOST_CELLS / Math.max(1, columns.length), Math.max(2, ticks));
    this.#room = 2 * Math.ceil(room / 2);
    this.#slots = Int32Array.from(new Set(columns.map(({ slot }) => slot)));
    this.#least = new Float64Array(this.#slots.length);
    this.#most = new Float64Array(this.#slots.length);
    this.#last = new Float64Array(this.#slots.length);
    const cells = () => new Float64Array(this.#room).fill(Number.NaN);
    this.#courses = Array.from(this.#slots, () => ({ min: cells(), max: cells(), last: cells() }));
    this.#columns = columns.map(({ name, slot }) => ({ name, ...this.#courses[this.#slots.indexOf(slot)]! }));
  }

  /** Every signal, the bucket that is filling included. */
  get columns(): readonly RecordedColumn[] {
    if (this.#inBucket > 0) this.#write(this.buckets - 1);
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
    if (this.#inBucket === 0) this.#begin(frame);
    else this.#goOn(frame);
    this.ticks++;
    if (++this.#inBucket < this.ticksPerBucket) return;
    this.#write(this.buckets - 1);
    this.#inBucket = 0;
  }

  #begin(frame: Float64Array): void {
    if (this.ticks === this.#room * this.ticksPerBucket) this.#double();
    for (let c = 0; c < this.#slots.length; c++) {
      const reading = frame[this.#slots[c]!]!;
      this.#least[c] = this.#most[c] = this.#last[c] = reading;
    }
  }

  /** Most signals stay as they are for long: those are passed over. */
  #goOn(frame: Float64Array): void {
    const slots = this.#slots;
    const last = this.#last;
    for (let c = 0; c < slots.length; c++) {
      const reading = frame[slots[c]!]!;
      if (reading === last[c]) continue;
      last[c] = reading;
      if (!(reading >= this.#least[c]!)) this.#least[c] = lesser(reading, this.#least[c]!);
      if (!(reading <= this.#most[c]!)) this.#most[c] = -lesser(-reading, -this.#most[c]!);
    }
  }

  #write(bucket: number): void {
    for (let c = 0; c < this.#courses.length; c++) {
      const { min, max, last } = this.#courses[c]!;
      min[bucket] = this.#least[c]!;
      max[bucket] = this.#most[c]!;
      last[bucket] = this.#last[c]!;
    }
  }

  #double(): void {
    for (const course of this.#courses) {
      for (let b = 0; b < this.#room; b += 2) merge(course, b, b + 1, b / 2);
      for (const cells of [course.min, course.max, course.last]) cells.fill(Number.NaN, this.#room / 2);
    }
    this.ticksPerBucket *= 2;
  }
}

function merge({ min, max, last }: Course, a: number, b: number, into: number): void {
  min[into] = lesser(min[a]!, min[b]!);
  max[into] = -lesser(-max[a]!, -max[b]!);
  last[into] = last[b]!;
}

const lesser = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a);
