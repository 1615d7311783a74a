import { nowhere } from '../../errors/location.ts';
import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import { formatMoment } from '../../text/time.ts';
import type { BatchSource, Readings, SourceCursor, SourceFault, SourceQuery } from '../source.ts';
import type { End, Head, Section } from './file.ts';
import type { RecordingReader } from './reader.ts';
import { RecordedGaps } from './recorded-gaps.ts';
import { isLive, isSection } from './shape.ts';

/** A recording that was looked at, and what a run asks of it. */
export interface Opened {
  readonly file: string;
  readonly reader: RecordingReader;
  readonly head: Head;
  readonly end: End;
  readonly asked: readonly SourceQuery[];
  /** Of every query asked for: its position in the recording. */
  readonly positions: readonly number[];
  /** The first tick that a run asks for. */
  readonly first: number;
}

/** The readings of a recording, section by section, as a source. */
export class Recorded implements BatchSource {
  readonly pace = 'batch';
  readonly start;
  readonly ticks;
  readonly batch;
  readonly resultsOn: Readings['resultsOn'];
  readonly #opened: Opened;
  readonly #coming: AsyncGenerator<Section>;
  #ahead: Promise<IteratorResult<Section>>;
  /** Sections in hand; the one before the present keeps its reasons. */
  #sections: Section[] = [];
  #faults: SourceFault[] = [];
  /** Of histories; a live run tells of its gaps as they come. */
  readonly #gaps: readonly RecordedGaps[];

  constructor(opened: Opened) {
    this.start = opened.head.start;
    this.ticks = opened.end.ticks;
    this.batch = opened.head.batch;
    this.resultsOn = isLive(opened.head) ? 'every tick' : 'evaluations';
    this.#opened = opened;
    this.#gaps = isLive(opened.head)
      ? []
      : opened.asked.map((query, q) => new RecordedGaps(query, opened.positions[q]!));
    this.#coming = opened.reader.sections(opened.end);
    this.#ahead = this.#read();
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

  /** Gaps are told anew: of the ticks that ran, and of the queries asked for. */
  diagnostics(ran: number) {
    const { head, end } = this.#opened;
    this.#countTo(ran);
    const gaps = this.#gaps.flatMap((one) => one.warnings(this.start, head.interval));
    return [...end.diagnostics.filter(({ code }) => code !== 'PROM_GAPS'), ...gaps];
  }

  async close(): Promise<void> {
    await this.#ahead.catch(() => {});
    await this.#coming.return(undefined);
    await this.#opened.reader.close();
  }

  #read(): Promise<IteratorResult<Section>> {
    const next = this.#coming.next();
    next.catch(() => {}); // it is thrown where the section is needed
    return next;
  }

  async #readUntil(end: number): Promise<void> {
    for (let reached = this.#reached(); reached < end; reached = this.#reached()) {
      const { value, done } = await this.#ahead.catch((problem) => {
        throw this.#damaged(reached, problem.message);
      });
      if (done && reached === this.ticks - 1) return; // interrupted: no tick saw the results of its last one
      if (done) throw this.#damaged(reached, 'readings are missing');
      if (!isSection(value, this.#opened.head)) throw this.#damaged(reached, 'a section is malformed');
      if (value.first !== reached) throw this.#damaged(reached, 'its sections do not follow one another');
      this.#ahead = this.#read();
      this.#sections.push(value);
      if (value.first < this.#opened.first) this.#passOver(value);
      else this.#faults.push(...value.faults);
    }
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

  /** The tick after the last one in hand. */
  #reached(): number {
    const last = this.#sections.at(-1);
    return last ? endOf(last) : 0;
  }

  #countTo(tick: number): void {
    for (const gaps of this.#gaps) gaps.countTo(tick, this.#sections);
  }

  #damaged(tick: number, why: string): RolloutError {
    const { file, head } = this.#opened;
    const from = formatMoment(this.start + tick * head.interval);
    return fail('RECORDING_DAMAGED', { from, why }, { at: nowhere(file) });
  }

  #copy(columns: readonly Float64Array[], first: number, count: number): void {
    const { positions } = this.#opened;
    for (let q = 0; q < columns.length; q++) {
      for (const section of this.#sections)
        copyInto(
          columns[q]!,
          section,
          section.values[positions[q]!]!,
          this.#everyOf(q),
          first,
          first + count,
        );
    }
  }
}

/** Puts those of a section's readings into a column that begins at tick `first` which were made before tick `end`. */
function copyInto(
  column: Float64Array,
  section: Section,
  values: Float64Array,
  every: number,
  first: number,
  end: number,
): void {
  const origin = Math.ceil(section.first / every) * every;
  const from = Math.max(origin, Math.ceil(first / every) * every);
  const to = Math.min(end, endOf(section));
  if (every === 1 && from < to) column.set(values.subarray(from - origin, to - origin), from - first);
  if (every === 1) return;
  for (let tick = from; tick < to; tick += every) column[tick - first] = values[(tick - origin) / every]!;
}

const endOf = ({ first, count }: Section): number => first + count;
