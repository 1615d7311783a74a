import { codeOf, type Diagnostic, diagnostic, fail } from '../errors/rollout-error.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { missingReasonText } from '../prometheus/missing-reason.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { Chunk, MAX_POINTS } from './history/chunk.ts';
import { readHistoryCursor } from './history/cursor.ts';
import { Gaps } from './history/gaps.ts';
import { ReadAhead } from './history/read-ahead.ts';
import { readSpan } from './history/span.ts';
import { eachOnce } from './server-warnings.ts';
import type { BatchSource, SourceCursor, SourceFacts, SourceFault, SourceQuery } from './source.ts';

export interface HistoryOptions {
  readonly api: PrometheusApi;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  /** Floored to a multiple of the interval. */
  readonly from: Moment;
  /** The first moment that is no more part of it. */
  readonly to: Moment;
  /** Of a run that was cut, to go on from there. */
  readonly cursor?: SourceCursor;
  /** Asks for the first chunks at once: they come while other things are asked. */
  readonly ahead?: boolean;
  /** What the server warned of before. */
  readonly warnings?: readonly Diagnostic[];
}

/** A batch covers one chunk of the query that runs most often, but no more ticks than so many chunks of one a tick. */
const MAX_CHUNKS = 4;

/**
 * The past of a server as a source: chunks are fetched a few ahead of the circuit and dropped behind it, each point is
 * asked for once. Throws PROM_INTERVAL, and STATE_FORMAT where the cursor is not its own; `fill` throws PROM_RANGE
 * naming the span that could not be read.
 */
export function openHistory(options: HistoryOptions): BatchSource {
  const millis = options.interval * 1000;
  if (Math.abs(millis - Math.round(millis)) > 1e-6 || millis < 0.5)
    throw fail('PROM_INTERVAL', { interval: options.interval });
  return new History(options, Math.round(millis));
}

class History implements BatchSource {
  readonly pace = 'batch';
  readonly resultsOn = 'evaluations';
  readonly start: Moment;
  readonly ticks: number;
  readonly batch: number;
  readonly #api: PrometheusApi;
  readonly #queries: readonly SourceQuery[];
  readonly #millis: number;
  readonly #startMillis: number;
  readonly #chunks: ReadAhead;
  readonly #gaps: readonly Gaps[];
  readonly #warnings: readonly Diagnostic[];
  /** The tick before which it is never asked. */
  readonly #first: number;
  /** So many ticks have been given readings. */
  #filled: number;

  constructor(options: HistoryOptions, millis: number) {
    const { api, queries, from, to, cursor, warnings = [] } = options;
    const everies = queries.map(({ every }) => every);
    this.#api = api;
    this.#queries = queries;
    this.#warnings = warnings;
    this.#millis = millis;
    this.#startMillis = Math.floor(Math.round(from * 1000) / millis) * millis;
    this.start = this.#startMillis / 1000;
    this.ticks = Math.max(0, Math.ceil((Math.round(to * 1000) - this.#startMillis) / millis));
    this.batch = MAX_POINTS * Math.min(MAX_CHUNKS, ...everies);
    const most = 3 * queries.length + 2 * api.concurrency;
    const read = this.#read.bind(this);
    const { tick = 0, gaps = [] } = cursor ? readHistoryCursor(cursor, queries.length) : {};
    this.#first = tick;
    this.#filled = tick;
    this.#gaps = queries.map((_, q) => new Gaps(gaps[q]));
    this.#chunks = new ReadAhead({ first: tick, ticks: this.ticks, everies, most, read });
    if (options.ahead) this.#chunks.fetchAhead(api.concurrency);
  }

  fill(columns: readonly Float64Array[], first: number, count: number): void | Promise<void> {
    this.#countTo(first);
    this.#chunks.moveTo(first);
    const coming = this.#chunks.coming(first, count);
    if (!coming) return this.#copy(columns, first, count);
    return coming.then(
      () => this.#copy(columns, first, count),
      (problem) => this.#end(problem),
    );
  }

  why(query: number, tick: number): string | undefined {
    const point = tick / this.#queries[query]!.every;
    const missing = this.#chunks.chunkAt(query, point)?.missingAt(point % MAX_POINTS);
    return missing && missingReasonText(missing);
  }

  faults(): readonly SourceFault[] {
    return [];
  }

  facts(): SourceFacts {
    const { url, server } = this.#api.facts();
    return { kind: 'history', name: null, url, server };
  }

  cursor(tick: number): SourceCursor {
    this.#countTo(tick);
    return { tick, gaps: this.#gaps.map((gaps) => gaps.state) };
  }

  /** Gaps are those of the `ran` ticks that ran: readings of later ones may have been given already. */
  diagnostics(ran: number): readonly Diagnostic[] {
    this.#countTo(ran);
    const gaps = this.#queries.flatMap(({ signal, every }, q) =>
      this.#gaps[q]!.warnings(signal, this.#startMillis, every * this.#millis),
    );
    const warnings = eachOnce([...this.#warnings, ...this.#api.warnings()]);
    return [diagnostic('PROM_OPEN_LOOP', {}), ...warnings, ...gaps];
  }

  async close(): Promise<void> {
    this.#api.close();
  }

  /** A chunk, of whose points those before the first tick are left out. */
  #read(query: number, first: number, count: number): Promise<Chunk> {
    const asked = this.#queries[query]!;
    const step = asked.every * this.#millis;
    const skipped = Math.max(0, Math.ceil(this.#first / asked.every) - first);
    const start = this.#startMillis + (first + skipped) * step;
    const span = { query: asked, start, step, count: count - skipped };
    return readSpan(this.#api, span, new Chunk(count), skipped);
  }

  /** The first failure ends all requests and is thrown; an interrupt is none. */
  #end(problem: unknown): void {
    this.#api.close();
    if (codeOf(problem) !== 'INTERRUPTED') throw problem;
  }

  #copy(columns: readonly Float64Array[], first: number, count: number): void {
    const end = first + count;
    this.#queries.forEach(({ every }, q) => {
      const column = columns[q]!;
      this.#chunks.visit(
        q,
        Math.ceil(first / every),
        Math.ceil(end / every),
        (chunk, offset, points, point) => {
          const at = point * every - first;
          for (let i = 0; i < points; i++) column[at + i * every] = chunk.values[offset + i]!;
        },
      );
    });
    this.#filled = end;
  }

  /** Counts the gaps of the ticks before `tick`, as far as they have been given readings. */
  #countTo(tick: number): void {
    const end = Math.min(tick, this.#filled);
    this.#queries.forEach(({ every }, q) => {
      const gaps = this.#gaps[q]!;
      this.#chunks.visit(q, gaps.seen, Math.ceil(end / every), (chunk, offset, points) =>
        gaps.count(chunk, offset, points),
      );
    });
  }
}
