import type { Column } from '../circuit/plan.ts';
import { type Buckets, greater, lesser, merge } from './buckets.ts';
import { BLOCK_TICKS, type ExactBlock, ExactBlocks } from './exact-blocks.ts';
import type { EventKind } from './result.ts';

/** A day at 10 s. */
const MAX_BUCKETS = 8640;
/** Buckets of all signals together: about 200 MB. */
const MAX_CELLS = 8_000_000;

/** Blocks of ticks that are kept one by one: so many for steps back and completion, some more for resets. */
const MAX_BLOCKS = { move: 24, reset: 36 } as const;
/** Around these events every tick is kept. */
const EXACT_AROUND: Readonly<Partial<Record<EventKind, keyof typeof MAX_BLOCKS>>> = {
  reset: 'reset',
  backward: 'move',
  completed: 'move',
};
/** Readings in all of them: 32 MB. */
const MAX_EXACT = 4_000_000;

/** The readings of one signal over a run, bucket by bucket; extremes are kept however long it is. */
export interface SignalSeries extends Buckets {
  readonly name: string;
}

/**
 * The series of a run in bounded memory, for charts and reports: exact (one tick a bucket) up to 8,640 ticks (a day at
 * 10 s; fewer beyond 900 signals), then buckets double. NaN where a signal was invalid all through a bucket.
 */
export class RunSeries {
  ticksPerBucket = 1;
  ticks = 0;
  readonly #columns: readonly SignalSeries[];
  /** One for each slot: signals that share a slot share its buckets. */
  readonly #bySlot: readonly Buckets[];
  readonly #slots: Int32Array;
  readonly #capacity: number;
  /** The ticks themselves, of a run that may be longer than its buckets are exact. */
  readonly #blocks: ExactBlocks | undefined;
  readonly #maxBlocks: number;
  /** Ticks in the bucket that is filling. */
  #inBucket = 0;
  /** The bucket that is filling, slot by slot: NaN while there is no valid reading. */
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #last: Float64Array;

  /**
   * `ticks` is how long the run will be at most, where that is known: a short one takes little memory. `exact`
   * keeps the ticks around what matters one by one too, which takes a fifth more time.
   */
  constructor(columns: readonly Column[], ticks = Number.POSITIVE_INFINITY, exact = false) {
    const buckets = Math.min(MAX_BUCKETS, MAX_CELLS / Math.max(1, columns.length), Math.max(2, ticks));
    this.#capacity = 2 * Math.ceil(buckets / 2);
    this.#slots = Int32Array.from(new Set(columns.map(({ slot }) => slot)));
    this.#least = new Float64Array(this.#slots.length);
    this.#most = new Float64Array(this.#slots.length);
    this.#last = new Float64Array(this.#slots.length);
    this.#maxBlocks = Math.floor(MAX_EXACT / (BLOCK_TICKS * this.#slots.length));
    const isLong = exact && ticks > this.#capacity && columns.length > 0;
    if (isLong && this.#maxBlocks > 2) this.#blocks = new ExactBlocks(this.#slots.length);
    const cells = () => new Float64Array(this.#capacity).fill(Number.NaN);
    this.#bySlot = Array.from(this.#slots, () => ({ min: cells(), max: cells(), last: cells() }));
    this.#columns = columns.map(({ name, slot }) => ({ name, ...this.#bySlot[this.#slots.indexOf(slot)]! }));
  }

  /** The series of every signal, with the bucket that is filling. */
  get columns(): readonly SignalSeries[] {
    if (this.#inBucket > 0) this.#write(this.buckets - 1);
    return this.#columns;
  }

  /** How many buckets hold ticks; bucket b starts at tick `b * ticksPerBucket`. */
  get buckets(): number {
    return Math.ceil(this.ticks / this.ticksPerBucket);
  }

  column(name: string): SignalSeries | undefined {
    return this.columns.find((column) => column.name === name);
  }

  /** Blocks of ticks that were kept one by one, where buckets hold several; each is a whole number of buckets. */
  get exact(): readonly ExactBlock[] {
    if (this.ticksPerBucket === 1 || this.ticksPerBucket > BLOCK_TICKS) return [];
    return this.#blocks?.kept ?? [];
  }

  /** The position of a column's readings in each tick of an exact block. */
  exactPlaceOf(column: SignalSeries): number {
    return this.#bySlot.findIndex(({ last }) => last === column.last);
  }

  /** Keeps the ticks around an event of the next one as they are, where it matters and as far as there is room. */
  keepAround(event: EventKind): void {
    const rank = EXACT_AROUND[event];
    if (rank) this.#blocks?.keep(Math.min(this.#maxBlocks, MAX_BLOCKS[rank]));
  }

  /** Takes the readings of the tick that just ran. */
  add(frame: Float64Array): void {
    if (this.#inBucket === 0) this.#begin(frame);
    else this.#goOn(frame);
    this.#blocks?.add(this.#last);
    this.ticks++;
    this.#inBucket++;
    if (this.#inBucket < this.ticksPerBucket) return;
    this.#write(this.buckets - 1);
    this.#inBucket = 0;
  }

  #begin(frame: Float64Array): void {
    if (this.ticks === this.#capacity * this.ticksPerBucket) this.#double();
    for (let c = 0; c < this.#slots.length; c++) {
      const reading = frame[this.#slots[c]!]!;
      this.#least[c] = reading;
      this.#most[c] = reading;
      this.#last[c] = reading;
    }
  }

  /** Most signals keep their reading for many ticks: those are skipped. */
  #goOn(frame: Float64Array): void {
    const slots = this.#slots;
    const last = this.#last;
    for (let c = 0; c < slots.length; c++) {
      const reading = frame[slots[c]!]!;
      if (reading === last[c]) continue;
      last[c] = reading;
      if (!(reading >= this.#least[c]!)) this.#least[c] = lesser(reading, this.#least[c]!);
      if (!(reading <= this.#most[c]!)) this.#most[c] = greater(reading, this.#most[c]!);
    }
  }

  #write(bucket: number): void {
    for (let c = 0; c < this.#bySlot.length; c++) {
      const { min, max, last } = this.#bySlot[c]!;
      min[bucket] = this.#least[c]!;
      max[bucket] = this.#most[c]!;
      last[bucket] = this.#last[c]!;
    }
  }

  #double(): void {
    for (const buckets of this.#bySlot) {
      for (let b = 0; b < this.#capacity; b += 2) merge(buckets, b);
      for (const cells of [buckets.min, buckets.max, buckets.last])
        cells.fill(Number.NaN, this.#capacity / 2);
    }
    this.ticksPerBucket *= 2;
  }
}
