import type { Reading } from '../circuit/reading.ts';
import { errorName, reasonOf } from '../disk/reasons.ts';
import { findFileTarget, type Target } from '../disk/target.ts';
import { nowhere } from '../errors/location.ts';
import { type Diagnostic, fail, type RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMoment } from '../text/time.ts';
import { FORMAT, type Section, VERSION } from './recording/file.ts';
import { takeSection } from './recording/take-section.ts';
import { RecordingWriter } from './recording/writer.ts';
import type { Source, SourceFault, SourceQuery } from './source.ts';
import { wrapSource } from './wrap.ts';

export interface RecordOptions {
  readonly file: string;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  readonly overwrite?: boolean;
  /** When it fires, a fill comes back without readings. */
  readonly signal?: AbortSignal;
  /** Warnings from before the run, which a replay repeats. */
  readonly diagnostics?: readonly Diagnostic[];
}

/**
 * A source that also writes what it gives to a file, which appears when the run is over; a run that failed leaves none.
 * Throws FILE_EXISTS, FILE_UNWRITABLE, RECORDING_WRITE, RECORDING_FULL; RECORDING_WRITE also where a run does not begin
 * at its first tick, since what is before it would be missing.
 */
export async function record(source: Source, options: RecordOptions): Promise<Source> {
  const { file, overwrite } = options;
  const recorder = new Recorder(source, options, findFileTarget(file, { overwrite }));
  await recorder.begin();
  return wrapSource(source, {
    fill: (...given) => recorder.fill(...given),
    faults: () => recorder.faults(),
    close: (ran) => recorder.close(ran),
  });
}

class Recorder {
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
    this.#writer = new RecordingWriter(target);
  }

  async begin(): Promise<void> {
    const { interval } = this.#options;
    const queries = this.#options.queries.map(({ signal, query_string, every }) => ({
      signal,
      query_string,
      every,
    }));
    const { start, batch } = this.#source;
    await this.#guard(0, () =>
      this.#writer.begin({
        format: FORMAT,
        version: VERSION,
        start,
        interval,
        batch,
        facts: this.#source.facts(),
        queries,
      }),
    );
  }

  async fill(columns: readonly Float64Array[], first: number, count: number, accept: Reading): Promise<void> {
    if (first !== this.#next) throw await this.#failMidway();
    this.#next = first + count;
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
      if (this.#isBroken || ran === undefined) return await this.#writer.discard();
      const diagnostics = [...(this.#options.diagnostics ?? []), ...this.#source.diagnostics(ran)];
      await this.#flush();
      await this.#guard(ran, () => this.#writer.finish({ end: true, ticks: ran, diagnostics }));
    } finally {
      await this.#source.close?.(ran);
    }
  }

  async #flush(): Promise<void> {
    const section = this.#section;
    if (!section) return;
    this.#section = undefined;
    const faults = this.#faults;
    this.#faults = [];
    await this.#guard(section.first, () => this.#writer.section({ ...section, faults }));
  }

  async #failMidway(): Promise<RolloutError> {
    const { file } = this.#options;
    this.#isBroken = true;
    await this.#writer.discard();
    const why = 'a recording begins with the run, and this run goes on from where another ended';
    return fail('RECORDING_WRITE', { file, why }, { at: nowhere(file) });
  }

  async #guard(tick: number, write: () => Promise<void> | undefined): Promise<void> {
    try {
      await write();
    } catch (problem) {
      this.#isBroken = true;
      await this.#writer.discard();
      throw this.#unwritable(tick, problem);
    }
  }

  #unwritable(tick: number, problem: unknown): RolloutError {
    const { file, interval } = this.#options;
    const code = errorName(problem);
    const at = nowhere(file);
    if (code === 'ENOSPC') {
      const momentOf = (k: number) => formatMoment(this.#source.start + k * interval);
      const end = Number.isFinite(this.#source.ticks) ? this.#source.ticks : tick;
      return fail('RECORDING_FULL', { from: momentOf(0), to: momentOf(end), at: momentOf(tick) }, { at });
    }
    const why = code === 'ENOENT' ? 'no such directory' : reasonOf(problem);
    return fail('RECORDING_WRITE', { file, why }, { at });
  }
}
