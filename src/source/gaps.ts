import type { Absence } from './absence.ts';
import type { Chunk } from './chunk.ts';

/** A run of points without a valid value, and why its first had none. */
export interface Gap {
  readonly first: number;
  readonly count: number;
  readonly absence: Absence;
}

/** Counts the points of one query, and remembers the longest run without a value. */
export class Gaps {
  seen = 0;
  missing = 0;
  #first = 0;
  #count = 0;
  #absence: Absence | undefined;
  #longest: Gap | undefined;

  valid(): void {
    this.seen++;
    if (this.#count > 0) this.#end();
  }

  /** `chunk` knows why at `offset`; it is asked only at the start of a run. */
  invalid(point: number, chunk: Chunk, offset: number): void {
    this.seen++;
    this.missing++;
    if (this.#count++ > 0) return;
    this.#first = point;
    this.#absence = chunk.absenceAt(offset);
  }

  /** The longest run, the one still open included; undefined when every point had a value. */
  longest(): Gap | undefined {
    const open = this.#open();
    return open && open.count > (this.#longest?.count ?? 0) ? open : this.#longest;
  }

  #open(): Gap | undefined {
    return this.#count > 0 && this.#absence
      ? { first: this.#first, count: this.#count, absence: this.#absence }
      : undefined;
  }

  #end(): void {
    this.#longest = this.longest();
    this.#count = 0;
  }
}
