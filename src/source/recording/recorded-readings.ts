import type { GapsState } from '../history/gaps.ts';
import type { BatchSource, Readings, SourceCursor, SourceFault, SourceQuery } from '../source.ts';
import { copyInto, endOf } from './copy-section.ts';
import type { Preflight, Section } from './file.ts';
import { RecordedGaps } from './recorded-gaps.ts';
import type { Recording } from './section-stream.ts';
import { isLive } from './shape.ts';

/** Sections in order, one by one. */
export interface Sections {
  /** The tick after the last section that was taken. */
  readonly reached: number;
  /** The next section; undefined after the last. */
  next(): Promise<Section | undefined>;
  close(): Promise<void>;
}

/** Readings that are recorded, and what a run asks of them. */
export interface Opened extends Pick<Recording, 'head' | 'end'> {
  readonly sections: Sections;
  readonly asked: readonly SourceQuery[];
  /** Of every query asked for: its position in the recording. */
  readonly positions: readonly number[];
  /** The first tick that a run asks for. */
  readonly first: number;
  /** Gaps before this tick are not those of the run; 0 where it is not said. */
  readonly gapsFrom?: number;
}

/** The readings of a recording, section by section, as a source. */
export class Recorded implements BatchSource {
  readonly pace = 'batch';
  readonly start;
  readonly ticks;
  readonly batch;
  readonly resultsOn: Readings['resultsOn'];
  readonly #opened: Opened;
  readonly #stream: Sections;
  /** Sections in hand; the one before the present keeps its reasons. */
  #sections: Section[] = [];
  #faults: SourceFault[] = [];
  /** Of histories; a live run reports its gaps as they come. */
  readonly #gaps: readonly RecordedGaps[];

  constructor(opened: Opened) {
    this.start = opened.head.start;
    this.ticks = opened.end.ticks;
    this.batch = opened.head.batch;
    this.resultsOn = isLive(opened.head) ? 'every tick' : 'evaluations';
    this.#opened = opened;
    this.#gaps = isLive(opened.head)
      ? []
      : opened.asked.map((query, q) => new RecordedGaps(query, opened.positions[q]!, opened.gapsFrom ?? 0));
    this.#stream = opened.sections;
  }

  fill(columns: readonly Float64Array[], first: number, count: number): void | Promise<void> {
    this.#countTo(first);
    while (this.#sections.length > 1 && endOf(this.#sections[1]!) <= first) this.#sections.shift();
    const last = this.#sections.at(-1);
    if (last && endOf(last) >= first + count) return this.#copy(columns, first, count);
    return this.#readUntil(first + count).then(() => this.#copy(columns, first, count));
  }

  why(query: number, tick: number): string | undefined {
    const position = this.#opened.positions[query]!;
    const every = this.#everyOf(query);
    for (const { reasons } of this.#sections) {
      const reason = reasons.find(
        (r) => r.query === position && tick >= r.first && tick < r.first + r.count * every,
      );
      if (reason) return reason.why;
    }
    return undefined;
  }

  faults(): readonly SourceFault[] {
    const faults = this.#faults;
    if (faults.length > 0) this.#faults = [];
    return faults;
  }

  cursor(tick: number): SourceCursor {
    return { tick };
  }

  facts() {
    return this.#opened.head.facts;
  }

  /** What the preflight of the run that was recorded found; undefined where there was none. */
  get preflight(): Preflight | undefined {
    return this.#opened.head.preflight;
  }

  /** The gaps of every query before a tick, not later than the readings it gave last. */
  gapsBefore(tick: number): readonly GapsState[] {
    this.#countTo(tick);
    return this.#gaps.map(({ state }) => state);
  }

  /** Gaps are counted anew: those of the ticks that ran, and of the queries asked for. */
  diagnostics(ran: number) {
    const { head, end } = this.#opened;
    this.#countTo(ran);
    const gaps = this.#gaps.flatMap((one) => one.warnings(this.start, head.interval));
    return [...end.diagnostics.filter(({ code }) => code !== 'PROM_GAPS'), ...gaps];
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  async #readUntil(end: number): Promise<void> {
    while (this.#stream.reached < end) {
      const section = await this.#stream.next();
      if (!section) return;
      this.#sections.push(section);
      if (section.first < this.#opened.first) this.#passOver(section);
      else this.#faults.push(...section.faults.map((fault) => this.#faultAsked(fault)));
    }
  }

  /** A fault in the positions of the queries asked for. */
  #faultAsked(fault: SourceFault): SourceFault {
    const { lost } = fault;
    if (!lost) return fault;
    return {
      ...fault,
      lost: [...this.#opened.positions.keys()].filter((q) => lost.includes(this.#opened.positions[q]!)),
    };
  }

  /** Counts the gaps of a section before those that a run asks for, and keeps no other but it. */
  #passOver(section: Section): void {
    this.#countTo(Math.min(this.#opened.first, endOf(section)));
    this.#sections = [section];
  }

  /** Between two readings of a query: one tick where they are repeated. */
  #everyOf(query: number): number {
    return this.resultsOn === 'every tick' ? 1 : this.#opened.asked[query]!.every;
  }

  #countTo(tick: number): void {
    for (const gaps of this.#gaps) gaps.countTo(tick, this.#sections);
  }

  #copy(columns: readonly Float64Array[], first: number, count: number): void {
    const { positions } = this.#opened;
    for (let q = 0; q < columns.length; q++) {
      const every = this.#everyOf(q);
      for (const section of this.#sections) {
        const values = section.values[positions[q]!]!;
        copyInto(columns[q]!, { section, values, every }, first, first + count);
      }
    }
  }
}
