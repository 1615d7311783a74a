import { realpathSync, statSync } from 'node:fs';
import type { Reading } from '../circuit/reading.ts';
import { nowhere } from '../errors/location.ts';
import { type Diagnostic, fail, type RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMoment } from '../text/time.ts';
import { FORMAT, type Reason, type Section, VERSION } from './recording/file.ts';
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
  /** Remarks made before the run, that a replay has to repeat. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** A source that also writes down what it gives. The file appears when the run is over; a run that failed leaves none. */
export async function record(source: Source, options: RecordOptions): Promise<Source> {
  const { file, overwrite } = options;
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !overwrite) throw fail('FILE_EXISTS', { file });
  if (found && !found.isFile())
    throw fail('RECORDING_WRITE', { file, why: 'it is no regular file' }, { at: nowhere(file) });
  const recorder = new Recorder(source, options);
  await recorder.begin();
  return wrapSource(source, {
    fill: (...given) => recorder.fill(...given),
    faults: () => recorder.faults(),
    close: (ran) => recorder.close(ran),
  });
}

/** What a link points at is replaced, not the link. */
const targetOf = (file: string): string =>
  statSync(file, { throwIfNoEntry: false }) ? realpathSync(file) : file;

class Recorder {
  readonly #source: Source;
  readonly #options: RecordOptions;
  readonly #writer: RecordingWriter;
  /** The last fill, kept until its faults are known. */
  #section: Section | undefined;
  #faults: SourceFault[] = [];
  #isBroken = false;

  constructor(source: Source, options: RecordOptions) {
    this.#source = source;
    this.#options = options;
    this.#writer = new RecordingWriter(targetOf(options.file));
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
    try {
      await this.#source.fill(columns, first, count, accept);
    } catch (problem) {
      this.#isBroken = true;
      throw problem;
    }
    await this.#flush();
    if (!this.#options.signal?.aborted || this.#source.pace === 'live')
      this.#section = this.#take(columns, first, count);
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

  #take(columns: readonly Float64Array[], first: number, count: number): Section {
    const reasons: Reason[] = [];
    const values = this.#options.queries.map((asked, query) => {
      const every = this.#source.resultsOn === 'every tick' ? 1 : asked.every;
      const column = columns[query]!;
      const start = Math.ceil(first / every) * every;
      const taken = new Float64Array(Math.max(0, Math.ceil((first + count - start) / every)));
      let open: { query: number; first: number; count: number; why: string } | undefined;
      for (let i = 0; i < taken.length; i++) {
        const tick = start + i * every;
        const value = column[tick - first]!;
        taken[i] = value;
        if (!Number.isNaN(value)) {
          open = undefined;
          continue;
        }
        const why = this.#source.why(query, tick) ?? '';
        if (open?.why === why) open.count++;
        else {
          open = { query, first: tick, count: 1, why };
          reasons.push(open);
        }
      }
      return taken;
    });
    return { first, count, reasons, faults: [], values };
  }

  async #flush(): Promise<void> {
    const section = this.#section;
    if (!section) return;
    this.#section = undefined;
    const faults = this.#faults;
    this.#faults = [];
    await this.#guard(section.first, () => this.#writer.section({ ...section, faults }));
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
    const { code, message } = problem as NodeJS.ErrnoException;
    const at = nowhere(file);
    if (code === 'ENOSPC') {
      const momentOf = (k: number) => formatMoment(this.#source.start + k * interval);
      const end = Number.isFinite(this.#source.ticks) ? this.#source.ticks : tick;
      return fail('RECORDING_FULL', { from: momentOf(0), to: momentOf(end), at: momentOf(tick) }, { at });
    }
    const why = code === 'ENOENT' ? 'no such directory' : code === 'EACCES' ? 'permission denied' : message;
    return fail('RECORDING_WRITE', { file, why }, { at });
  }
}
