import type { Ticks } from '../text/duration.ts';
import { type Blocks, blocksOf } from './blocks.ts';

/** What is found of every tick of a history before the first rehearsal, in memory that threads share. */
export interface TickMemory {
  readonly decisions: DecisionMemory;
  /** One for each injection, in their order. */
  readonly headrooms: readonly HeadroomMemory[];
}

export interface DecisionMemory {
  readonly blocks: Blocks;
  /** Where the readings of a tick stand in the table of decisions. */
  readonly places: Uint16Array;
  /** What a tick decides, as a code. */
  readonly codes: Uint8Array;
  /** To before which tick all decide the same. */
  readonly runEnds: Int32Array;
}

export interface HeadroomMemory {
  readonly blocks: Blocks;
  /** How much of an effect the reading of a tick bears. */
  readonly headrooms: Uint8Array;
}

/** `size` is that of its blocks. */
export const decisionMemory = (ticks: Ticks, size?: Ticks): DecisionMemory => ({
  blocks: blocksOf(ticks, size),
  places: new Uint16Array(sharedBytes(ticks, Uint16Array)),
  codes: new Uint8Array(sharedBytes(ticks, Uint8Array)),
  runEnds: new Int32Array(sharedBytes(ticks, Int32Array)),
});

export const headroomMemory = (ticks: Ticks, size?: Ticks): HeadroomMemory => ({
  blocks: blocksOf(ticks, size),
  headrooms: new Uint8Array(sharedBytes(ticks, Uint8Array)),
});

/** Memory for one policy after the other on the same history; shared memory is given back late. */
export class ReusedTickMemory {
  readonly #ticks: Ticks;
  readonly #decisions: DecisionMemory;
  readonly #headrooms: HeadroomMemory[] = [];

  constructor(ticks: Ticks) {
    this.#ticks = ticks;
    this.#decisions = decisionMemory(ticks);
  }

  /** For a policy under so many injections, with nothing found yet: nobody may use it for another one any more. */
  forInjections(count: number): TickMemory {
    while (this.#headrooms.length < count) this.#headrooms.push(headroomMemory(this.#ticks));
    const memory = { decisions: this.#decisions, headrooms: this.#headrooms.slice(0, count) };
    for (const { blocks } of [memory.decisions, ...memory.headrooms]) blocks.states.fill(0);
    return memory;
  }
}

const sharedBytes = (ticks: Ticks, { BYTES_PER_ELEMENT }: { readonly BYTES_PER_ELEMENT: number }) =>
  new SharedArrayBuffer(ticks * BYTES_PER_ELEMENT);
