import { codeOf, type Diagnostic, RolloutError } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { systemClock } from '../prometheus/clock.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { atMost } from './live/at-most.ts';
import { readLiveCursor } from './live/cursor.ts';
import { LiveQuery } from './live/live-query.ts';
import type { LiveSource, SourceCursor, SourceFacts, SourceFault, SourceQuery, TickClock } from './source.ts';

export interface LiveOptions {
  readonly api: PrometheusApi;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  readonly clock?: TickClock;
  readonly signal?: AbortSignal;
  /** Of a run that was cut, to go on from there. */
  readonly cursor?: SourceCursor;
}

/**
 * The present of a server as a source: one tick an interval, from the last multiple of the interval on. Throws
 * STATE_FORMAT where the cursor is not its own.
 */
export const openLive = (options: LiveOptions): LiveSource => new Live(options);

class Live implements LiveSource {
  readonly pace = 'live';
  readonly clock: TickClock;
  readonly start: Moment;
  readonly ticks = Number.POSITIVE_INFINITY;
  readonly batch = 1;
  readonly resultsOn = 'every tick';
  readonly #options: LiveOptions;
  readonly #queries: readonly LiveQuery[];
  #faults: SourceFault[];
  #tick = 0;
  #failure: RolloutError | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.clock = options.clock ?? systemClock;
    const { queries, cursor } = options;
    const from = cursor && readLiveCursor(cursor, queries.length);
    this.start = from?.start ?? multipleBefore(this.clock.now(), options.interval);
    this.#faults = [...(from?.faults ?? [])];
    this.#queries = queries.map((_, q) => new LiveQuery(from?.queries[q]));
    for (const [q, state] of (from?.queries ?? []).entries())
      if (state.askedAt !== null) this.#ask(q, state.askedAt);
  }

  async fill(columns: readonly Float64Array[], first: number): Promise<void> {
    this.#tick = first;
    const due = this.#options.queries.flatMap(({ every }, q) =>
      first % every === 0 ? [this.#queries[q]!.pending?.done ?? this.#ask(q, first)] : [],
    );
    const { signal } = this.#options;
    await atMost(Promise.all(due), this.#timeoutOf(first), { clock: this.clock, signal });
    if (this.#failure) throw this.#failure;
    for (const [q, query] of this.#queries.entries()) {
      query.given = query.answer;
      columns[q]![0] = query.given.value;
    }
  }

  why(query: number): string | undefined {
    return this.#queries[query]!.why;
  }

  faults(): readonly SourceFault[] {
    const faults = this.#faults;
    if (faults.length > 0) this.#faults = [];
    return faults;
  }

  facts(): SourceFacts {
    const { url, server } = this.#options.api.facts();
    return { kind: 'live', name: null, url, server };
  }

  cursor(): SourceCursor {
    return { start: this.start, queries: this.#queries.map(({ state }) => state), faults: this.#faults };
  }

  diagnostics(): readonly Diagnostic[] {
    return this.#options.api.warnings();
  }

  async close(): Promise<void> {
    this.#options.api.close();
  }

  #timeOf(tick: number): Moment {
    return this.start + tick * this.#options.interval;
  }

  /** Until the next tick's time; a run that fell behind (a machine that slept) waits for the answers instead. */
  #timeoutOf(tick: number): Seconds {
    const left = this.#timeOf(tick + 1) - this.clock.now();
    return left > 0 ? left : this.#options.api.timeout;
  }

  #ask(q: number, tick: number): Promise<void> {
    const { api, queries, interval } = this.#options;
    const { query_string, every } = queries[q]!;
    const query = this.#queries[q]!;
    const done = api
      .instant(query_string, this.#timeOf(tick), every * interval)
      .then(
        (answer) => this.#answered(query, answer),
        (problem) => this.#failed(query, problem),
      )
      .finally(() => {
        query.pending = undefined;
      });
    query.pending = { tick, done };
    return done;
  }

  #answered(query: LiveQuery, answer: Answer): void {
    query.answer = answer;
    query.hasAnswered = true;
    const wasFailing = this.#isFailing();
    query.isFailing = false;
    if (wasFailing && !this.#isFailing())
      this.#faults.push({ tick: this.#tick, kind: 'source_recovered', reason: 'the server answers again' });
  }

  /** A query that never had an answer ends the run; later the run goes on without it, and says so. */
  #failed(query: LiveQuery, problem: unknown): void {
    if (!(problem instanceof RolloutError)) throw problem;
    if (codeOf(problem) === 'INTERRUPTED') return;
    if (!query.hasAnswered) this.#failure ??= problem;
    query.answer = { value: Number.NaN, missing: { kind: 'failed', message: problem.message } };
    if (!this.#isFailing())
      this.#faults.push({ tick: this.#tick, kind: 'source_error', reason: problem.message });
    query.isFailing = true;
  }

  #isFailing(): boolean {
    return this.#queries.some(({ isFailing }) => isFailing);
  }
}

/** Rounded to the millisecond, the unit in which servers keep time. */
const multipleBefore = (now: Moment, interval: Seconds): Moment => {
  const millis = interval * 1000;
  return Math.round(Math.floor((now * 1000) / millis + 1e-9) * millis) / 1000;
};
