import { type Diagnostic, diagnostic, fail, RolloutError } from '../errors/rollout-error.ts';
import { formatSpoken, type Seconds } from '../text/duration.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { inWords } from './absence.ts';
import type { PrometheusApi } from './api.ts';
import { Chunk } from './chunk.ts';
import { Gaps } from './gaps.ts';
import type { Source, SourceFacts, SourceFault, SourceQuery } from './source.ts';

export interface HistoryOptions {
  readonly api: PrometheusApi;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  /** Floored to a multiple of the interval. */
  readonly from: Moment;
  /** The first moment that is no more part of it. */
  readonly to: Moment;
}

/** Prometheus answers with 11,000 points at most. */
const CHUNK = 11_000;

/** A batch covers one chunk of the query that runs most often, but no more ticks than so many chunks of one a tick. */
const MOST_CHUNKS = 4;

/** A span of points of one query, to be asked for in one request. */
interface Span {
  readonly query: number;
  /** Position among the query's points; point p is at tick p * every. */
  readonly first: number;
  readonly count: number;
}

/**
 * The past of a server as a source: chunks are fetched a few ahead of the circuit and dropped behind it, each point is
 * asked for once. Throws PROM_INTERVAL; `fill` throws PROM_RANGE naming the span that could not be read.
 */
export function openHistory(options: HistoryOptions): Source {
  const millis = options.interval * 1000;
  if (Math.abs(millis - Math.round(millis)) > 1e-6 || millis < 0.5)
    throw fail('PROM_INTERVAL', { interval: options.interval });
  return new History(options, Math.round(millis));
}

class History implements Source {
  readonly start: Moment;
  readonly ticks: number;
  readonly batch: number;
  readonly #options: HistoryOptions;
  readonly #millis: number;
  readonly #startMillis: number;
  /** Of every query: its chunks by position, fetched or on their way. */
  readonly #chunks: Map<number, Chunk | Promise<Chunk>>[];
  readonly #next: number[];
  readonly #gaps: readonly Gaps[];
  #failure: unknown;

  constructor(options: HistoryOptions, millis: number) {
    const { queries, from, to } = options;
    this.#options = options;
    this.#millis = millis;
    this.#startMillis = Math.floor(Math.round(from * 1000) / millis) * millis;
    this.start = this.#startMillis / 1000;
    this.ticks = Math.max(0, Math.ceil((Math.round(to * 1000) - this.#startMillis) / millis));
    this.batch = CHUNK * Math.min(MOST_CHUNKS, ...queries.map(({ every }) => every));
    this.#chunks = queries.map(() => new Map());
    this.#next = queries.map(() => 0);
    this.#gaps = queries.map(() => new Gaps());
  }

  fill(columns: readonly Float64Array[], first: number, count: number): void | Promise<void> {
    this.#drop(first);
    this.#fetchAhead();
    const missing = this.#needed(first, count);
    if (missing.length === 0) return this.#copy(columns, first, count);
    return this.#await(missing).then((isThere) => {
      if (isThere) this.#copy(columns, first, count);
    });
  }

  why(query: number, tick: number): string | undefined {
    const point = tick / this.#options.queries[query]!.every;
    const chunk = this.#chunks[query]!.get(Math.floor(point / CHUNK));
    const absence = chunk instanceof Chunk ? chunk.absenceAt(point % CHUNK) : undefined;
    return absence && inWords(absence);
  }

  faults(): readonly SourceFault[] {
    return [];
  }

  facts(): SourceFacts {
    const { url, server } = this.#options.api.facts();
    return { kind: 'history', name: null, url, server };
  }

  diagnostics(): readonly Diagnostic[] {
    const gaps = this.#options.queries.flatMap(({ signal, every }, q) =>
      this.#describe(this.#gaps[q]!, signal, every),
    );
    return [diagnostic('PROM_OPEN_LOOP', {}), ...this.#options.api.warnings(), ...gaps];
  }

  async close(): Promise<void> {
    this.#options.api.close();
  }

  #describe(gaps: Gaps, signal: string, every: number): Diagnostic[] {
    const longest = gaps.longest();
    if (!longest) return [];
    const momentOf = (point: number) =>
      formatMoment((this.#startMillis + point * every * this.#millis) / 1000);
    const { first, count, absence } = longest;
    return [
      diagnostic('PROM_GAPS', {
        signal,
        missing: gaps.missing,
        of: gaps.seen,
        from: momentOf(first),
        to: momentOf(first + count - 1),
        spoken: formatSpoken((count * every * this.#millis) / 1000),
        why: inWords(absence),
      }),
    ];
  }

  #pointsOf(query: number): number {
    return Math.ceil(this.ticks / this.#options.queries[query]!.every);
  }

  /** Chunks the circuit has passed are forgotten, but for the last: its reasons may still be asked for. */
  #drop(first: number): void {
    this.#options.queries.forEach(({ every }, q) => {
      const current = Math.floor(Math.ceil(first / every) / CHUNK);
      for (const position of this.#chunks[q]!.keys())
        if (position < current - 1) this.#chunks[q]!.delete(position);
    });
  }

  /** Starts requests in the order the circuit will need them, and no more than a few chunks ahead. */
  #fetchAhead(): void {
    const { queries, api } = this.#options;
    const most = 3 * queries.length + 2 * api.concurrency;
    let held = this.#chunks.reduce((sum, chunks) => sum + chunks.size, 0);
    for (let query = this.#nextQuery(); query >= 0 && held < most; query = this.#nextQuery()) {
      this.#fetch(query, this.#next[query]!++);
      held++;
    }
  }

  /** The query whose next chunk is needed first; -1 when all are asked for. */
  #nextQuery(): number {
    let best = -1;
    let soonest = this.ticks;
    this.#options.queries.forEach(({ every }, q) => {
      const tick = this.#next[q]! * CHUNK * every;
      if (tick < soonest) [best, soonest] = [q, tick];
    });
    return best;
  }

  #fetch(query: number, position: number): void {
    const first = position * CHUNK;
    const count = Math.min(CHUNK, this.#pointsOf(query) - first);
    const chunk = new Chunk(count);
    const chunks = this.#chunks[query]!;
    const coming = this.#read({ query, first, count }, chunk, 0).then(
      () => {
        if (chunks.has(position)) chunks.set(position, chunk);
        return chunk;
      },
      (problem) => {
        this.#failure ??= problem;
        throw problem;
      },
    );
    coming.catch(() => {}); // it is thrown where the chunk is needed
    chunks.set(position, coming);
  }

  /** Reads a span into its chunk; a span that is too much for the server is read in halves. */
  async #read(span: Span, chunk: Chunk, offset: number): Promise<void> {
    const step = this.#options.queries[span.query]!.every * this.#millis;
    const start = this.#startMillis + span.first * step;
    const end = start + (span.count - 1) * step;
    try {
      const { query_string } = this.#options.queries[span.query]!;
      const series = await this.#options.api.range(query_string, start / 1000, end / 1000, step / 1000);
      const stray = chunk.put(series, start, step, offset, span.count);
      if (stray !== undefined) throw this.#moved(start, step, stray);
    } catch (problem) {
      if (span.count > 1 && isTooMuch(problem)) {
        const half = Math.ceil(span.count / 2);
        await this.#read({ ...span, count: half }, chunk, offset);
        return this.#read(
          { ...span, first: span.first + half, count: span.count - half },
          chunk,
          offset + half,
        );
      }
      throw this.#explain(span.query, start, end, problem);
    }
  }

  #moved(start: number, step: number, stray: number): RolloutError {
    const { url } = this.#options.api.facts();
    return fail('PROM_GRID', {
      url,
      asked: formatMoment(start / 1000),
      got: formatMoment(stray / 1000),
      step: step / 1000,
    });
  }

  #explain(query: number, start: number, end: number, problem: unknown): unknown {
    const [first] = problem instanceof RolloutError ? problem.diagnostics : [];
    if (!first || codesToKeep.has(first.code)) return problem;
    const { signal } = this.#options.queries[query]!;
    const span = { from: formatMoment(start / 1000), to: formatMoment(end / 1000) };
    return fail('PROM_RANGE', { signal, ...span, why: first.message, fix: first.hint });
  }

  #needed(first: number, count: number): Promise<Chunk>[] {
    const missing: Promise<Chunk>[] = [];
    this.#options.queries.forEach(({ every }, q) => {
      const from = Math.ceil(first / every);
      const to = Math.ceil((first + count) / every) - 1;
      for (
        let position = Math.floor(from / CHUNK);
        position <= Math.floor(to / CHUNK) && from <= to;
        position++
      ) {
        const chunk = this.#chunks[q]!.get(position);
        if (chunk instanceof Promise) missing.push(chunk);
      }
    });
    return missing;
  }

  /** Waits for chunks: false when interrupted. The first failure ends all requests and is the one to tell of. */
  async #await(missing: readonly Promise<Chunk>[]): Promise<boolean> {
    try {
      await Promise.all(missing);
      return true;
    } catch (problem) {
      this.#options.api.close();
      const first = this.#failure ?? problem;
      if (isInterrupt(first)) return false;
      throw first;
    }
  }

  #copy(columns: readonly Float64Array[], first: number, count: number): void {
    this.#options.queries.forEach(({ every }, q) => {
      const column = columns[q]!;
      const gaps = this.#gaps[q]!;
      const end = first + count;
      for (let tick = Math.ceil(first / every) * every; tick < end; ) {
        const point = tick / every;
        const chunk = this.#chunks[q]!.get(Math.floor(point / CHUNK)) as Chunk;
        const offset = point % CHUNK;
        const stop = Math.min(chunk.count - offset, Math.ceil((end - tick) / every));
        for (let i = 0; i < stop; i++, tick += every) {
          const value = chunk.values[offset + i]!;
          column[tick - first] = value;
          if (value === value) gaps.valid();
          else gaps.invalid(point + i, chunk, offset + i);
        }
      }
    });
  }
}

/** What is said as it is; every other failure is told with the span it hit. */
const codesToKeep: ReadonlySet<string> = new Set([
  'PROM_RANGE',
  'PROM_GRID',
  'INTERRUPTED',
  'HTTP_CONFIG_FILE',
]);

const isInterrupt = (problem: unknown): boolean =>
  problem instanceof RolloutError && problem.diagnostics[0]?.code === 'INTERRUPTED';

const isTooMuch = (problem: unknown): boolean =>
  problem instanceof RolloutError && problem.diagnostics[0]?.code === 'PROM_QUERY_LIMIT';
