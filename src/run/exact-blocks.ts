/** A power of two, so that a block holds whole buckets of a series. */
export const BLOCK_TICKS = 512;

/** Blocks of the ticks around what matters, kept as they were. */
export interface ExactBlock {
  /** Its first tick, a multiple of `BLOCK_TICKS`. */
  readonly first: number;
  readonly ticks: number;
  /** How many readings a tick has. */
  readonly width: number;
  /** Tick by tick. */
  readonly readings: Float64Array;
}

/** The ticks of a run as they pass, in blocks of which some are kept: the one of a moment, that before and that after. */
export class ExactBlocks {
  readonly #width: number;
  readonly #kept: ExactBlock[] = [];
  #previous: Float64Array | undefined;
  #filling: Float64Array;
  #ticks = 0;
  /** Blocks from the one that is filling on that are to be kept. */
  #toKeep = 0;

  /** `width` is how many readings a tick has. */
  constructor(width: number) {
    this.#width = width;
    this.#filling = this.#newBlock();
  }

  /** The blocks that are kept, first to last, with what there is of the one that is filling. */
  get kept(): readonly ExactBlock[] {
    const inBlock = this.#ticks % BLOCK_TICKS;
    if (this.#toKeep === 0 || inBlock === 0) return this.#kept;
    const first = this.#ticks - inBlock;
    return [...this.#kept, { first, ticks: inBlock, width: this.#width, readings: this.#filling }];
  }

  /** Takes the readings of the next tick. */
  add(readings: Float64Array): void {
    this.#filling.set(readings, (this.#ticks % BLOCK_TICKS) * this.#width);
    this.#ticks++;
    if (this.#ticks % BLOCK_TICKS === 0) this.#turn();
  }

  /** Keeps the ticks around the next one, where fewer than `maxBlocks` are kept. */
  keep(maxBlocks: number): void {
    if (this.#kept.length + this.#toKeep >= maxBlocks) return;
    if (this.#previous) this.#push(this.#previous, this.#ticks - (this.#ticks % BLOCK_TICKS));
    this.#previous = undefined;
    this.#toKeep = 2;
  }

  #turn(): void {
    const filled = this.#filling;
    if (this.#toKeep > 0) {
      this.#toKeep--;
      this.#push(filled, this.#ticks);
      this.#previous = undefined;
      this.#filling = this.#newBlock();
      return;
    }
    this.#filling = this.#previous ?? this.#newBlock();
    this.#previous = filled;
  }

  #push(readings: Float64Array, end: number): void {
    const first = end - BLOCK_TICKS;
    this.#kept.push({ first, ticks: BLOCK_TICKS, width: this.#width, readings });
  }

  #newBlock(): Float64Array {
    return new Float64Array(BLOCK_TICKS * this.#width);
  }
}
