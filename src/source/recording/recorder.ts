import type { Reading } from '../../circuit/reading.ts';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import type { Target } from '../../disk/target.ts';
import { nowhere } from '../../errors/location.ts';
import { type Diagnostic, fail, type RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { Source, SourceFault, SourceQuery } from '../source.ts';
import { FORMAT, type Preflight, type Section, VERSION } from './file.ts';
import { takeSection } from './take-section.ts';
import { RecordingWriter } from './writer.ts';

/** How a history is recorded, so that a run that failed can be resumed. */
export interface PartOptions {
  /** The part that is there already has the ticks before this one; it is replaced once the new one has them too. */
  readonly after: Ticks;
  /** What was remarked before the first tick. */
  readonly diagnostics: readonly Diagnostic[];
  /** Called when a run was cut or failed: the readings before this moment are kept. */
  readonly report: (until: Moment) => void;
}

export interface RecordOptions {
  readonly file: string;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  readonly overwrite?: boolean;
  /** When it fires, a fill comes back without readings. */
  readonly signal?: AbortSignal;
  /** Warnings from before the run, which a replay repeats. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What was found before the run, which a replay says again. */
  readonly preflight?: Preflight;
  /** Where it is not given, a run that failed leaves nothing. */
  readonly part?: PartOptions;
}

/** Writes down what a source gives. */
export class Recorder {
  readonly #source: Source;
  readonly #options: RecordOptions;
  readonly #writer: RecordingWriter;
  /** The last fill, kept until its faults are known. */
  #section: Section | undefined;
  #faults: SourceFault[] = [];
  #isBroken = false;
  /** The tick the next fill begins with. */
  #next = 0;

  constructor(source: Source, options: RecordOptions, target: Target) {
    this.#source = source;
    this.#options = options;
    this.#writer = new RecordingWriter(target, options.part?.after);
  }

  async begin(): Promise<void> {
    const { interval, part, preflight } = this.#options;
    const queries = this.#options.queries.map(({ signal, query_string, every }) => ({
      signal,
      query_string,
      every,
    }));
    const { start, batch, ticks } = this.#source;
    const facts = this.#source.facts();
    const head = {
      format: FORMAT,
      version: VERSION,
      start,
      interval,
      batch,
      facts,
      queries,
      preflight,
    } as const;
    const period = part && { ticks, diagnostics: part.diagnostics };
    await this.#guard(0, () => this.#writer.begin({ ...head, ...period }));
  }

  async fill(columns: readonly Float64Array[], first: number, count: number, accept: Reading): Promise<void> {
    if (first !== this.#next) throw await this.#failMidway();
    this.#next = first + count;
    this.#takeFaults();
    try {
      await this.#source.fill(columns, first, count, accept);
    } catch (problem) {
      this.#isBroken = true;
      throw problem;
    }
    await this.#flush();
    if (!this.#options.signal?.aborted || this.#source.pace === 'live')
      this.#section = takeSection({ columns, first, count }, this.#options.queries, this.#source);
  }

  faults(): readonly SourceFault[] {
    const faults = this.#source.faults();
    if (faults.length > 0) this.#faults.push(...faults);
    return faults;
  }

  async close(ran: number | undefined): Promise<void> {
    try {
      this.#takeFaults();
      if (this.#isBroken || ran === undefined) return await this.#leave();
      await this.#flush();
      if (this.#writer.reached < (this.#options.part?.after ?? 0) && this.#isCut) return await this.#leave();
      await this.#guard(ran, () => this.#writer.finish({ ticks: ran, diagnostics: this.#notes(ran) }));
      if (this.#isCut) this.#report(this.#writer.reached);
    } finally {
      await this.#source.close?.(ran);
    }
  }

  get #isCut(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #notes(ran: Ticks): readonly Diagnostic[] {
    return [...(this.#options.diagnostics ?? []), ...this.#source.diagnostics(ran)];
  }

  /** After a failure; that it cannot be written down either does not hide the failure. */
  async #leave(): Promise<void> {
    await this.#flush().catch(() => {});
    const ticks = await this.#writer.leave({ diagnostics: this.#notes(this.#writer.reached) });
    this.#report(Math.max(ticks, this.#options.part?.after ?? 0));
  }

  #report(ticks: Ticks): void {
    if (ticks > 0) this.#options.part?.report(this.#momentOf(ticks));
  }

  readonly #momentOf = (tick: Ticks): Moment => this.#source.start + tick * this.#options.interval;

  /** The faults since the last fill belong to it; those that come in the next one do not. */
  #takeFaults(): void {
    const section = this.#section;
    if (!section) return;
    this.#section = { ...section, faults: [...section.faults, ...this.#faults] };
    this.#faults = [];
  }

  async #flush(): Promise<void> {
    const section = this.#section;
    if (!section) return;
    this.#section = undefined;
    await this.#guard(section.first, () => this.#writer.section(section));
  }

  async #failMidway(): Promise<RolloutError> {
    const { file } = this.#options;
    this.#isBroken = true;
    await this.#writer.discard();
    const why = 'a recording begins with the run, and this run goes on from where another ended';
    return fail('RECORDING_WRITE', { file, why, isKept: false }, { at: nowhere(file) });
  }

  async #guard(tick: number, write: () => Promise<void> | undefined): Promise<void> {
    try {
      await write();
    } catch (problem) {
      this.#isBroken = true;
      if (!this.#isKept) await this.#writer.discard();
      throw this.#unwritable(tick, problem);
    }
  }

  /** Whether something recorded outlives a failure. */
  get #isKept(): boolean {
    const { part } = this.#options;
    return part !== undefined && Math.max(part.after, this.#writer.written) > 0;
  }

  #unwritable(tick: number, problem: unknown): RolloutError {
    const { file } = this.#options;
    const isKept = this.#isKept;
    const at = nowhere(file);
    const code = errorName(problem);
    if (code === 'ENOSPC') {
      const end = Number.isFinite(this.#source.ticks) ? this.#source.ticks : tick;
      const [from, to, moment] = [0, end, tick].map((one) => formatMoment(this.#momentOf(one)));
      return fail('RECORDING_FULL', { from: from!, to: to!, at: moment!, isKept }, { at });
    }
    const why = code === 'ENOENT' ? 'no such directory' : reasonOf(problem);
    return fail('RECORDING_WRITE', { file, why, isKept }, { at });
  }
}
