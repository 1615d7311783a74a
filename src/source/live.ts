import { codeOf, type Diagnostic, RolloutError } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { toDiagnostic } from '../prometheus/missing-reason.ts';
import { systemClock } from '../prometheus/system-clock.ts';
import { formatSpoken, type Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { atMost } from './live/at-most.ts';
import { readLiveCursor } from './live/cursor.ts';
import { LiveFaults } from './live/live-faults.ts';
import { LiveQuery } from './live/live-query.ts';
import { multipleBefore } from './live/multiples.ts';
import { type Gap, Pacer } from './live/pacer.ts';
import type { LiveSource, SourceCursor, SourceFacts, SourceFault, SourceQuery, TickClock } from './source.ts';

export interface LiveOptions {
  readonly api: Pick<PrometheusApi, 'instant' | 'facts' | 'warnings' | 'close'>;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  readonly clock?: TickClock;
  readonly signal?: AbortSignal;
  /** A query that never had an answer does not end the run. */
  readonly isPatient?: boolean;
  /** Of a run that was cut, to go on from there. */
  readonly cursor?: SourceCursor;
}

/**
 * The present of a server as a source: one tick an interval, from the last multiple of the interval on. A result is
 * given until the next evaluation of its query is due and one evaluation interval more. Throws STATE_FORMAT where the
 * cursor is not its own.
 */
export const openLive = (options: LiveOptions): LiveSource => new Live(options);

class Live implements LiveSource {
  readonly pace = 'live';
  readonly clock: TickClock;
  readonly pacer: Pacer;
  readonly start: Moment;
  readonly ticks = Number.POSITIVE_INFINITY;
  readonly batch = 1;
  readonly resultsOn = 'every tick';
  readonly #options: LiveOptions;
  readonly #queries: readonly LiveQuery[];
  /** Of the queries whose answers had another time: the first of each. */
  readonly #otherTimes = new Map<number, Diagnostic>();
  readonly #faults: LiveFaults;
  #failure: RolloutError | undefined;

  constructor(options: LiveOptions) {
    const { clock = systemClock, queries, interval, cursor } = options;
    const from = cursor && readLiveCursor(cursor, queries.length);
    this.#options = options;
    this.clock = clock;
    this.start = from?.start ?? multipleBefore(clock.now(), interval);
    const first = { position: 0, moment: this.start };
    this.pacer = new Pacer({
      clock,
      interval,
      from: from?.pacer ?? { next: first, begun: first },
      onGap: (tick, gap) => this.#passGap(tick, gap),
    });
    this.#queries = queries.map(({ every }, q) => new LiveQuery(every, from?.queries[q]));
    this.#faults = new LiveFaults(from?.faults ?? [], this.#queries);
    for (const [q, { isPending }] of (from?.queries ?? []).entries()) if (isPending) this.#send(q);
  }

  async fill(columns: readonly Float64Array[], first: number): Promise<void> {
    this.#faults.tick = first;
    const { begun } = this.pacer;
    for (const [q, query] of this.#queries.entries()) {
      if (!query.isDue(begun.position)) continue;
      query.asked = query.evaluationAt(first, begun);
      this.#send(q);
    }
    const pending = this.#queries.flatMap((query) => query.pending ?? []);
    const { signal } = this.#options;
    await atMost(Promise.all(pending), this.#timeLeft(), { clock: this.clock, signal });
    if (this.#failure) throw this.#failure;
    if (!signal?.aborted) this.#give(columns);
  }

  why(query: number): string | undefined {
    return this.#queries[query]!.why;
  }

  faults(): readonly SourceFault[] {
    return this.#faults.take();
  }

  facts(): SourceFacts {
    const { url, server } = this.#options.api.facts();
    return { kind: 'live', name: null, url, server };
  }

  cursor(): SourceCursor {
    const queries = this.#queries.map(({ state }) => state);
    return { start: this.start, pacer: this.pacer.state, queries, faults: this.#faults.unreported };
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.#options.api.warnings(), ...this.#otherTimes.values()];
  }

  async close(): Promise<void> {
    this.#options.api.close();
  }

  /** Until the next tick is due; where it is late already, as in a run that goes on, until it would be dropped. */
  #timeLeft(): Seconds {
    const left = this.pacer.untilDue();
    return left > 0 ? left : Math.max(0, left + this.#options.interval);
  }

  /** Gives the next tick its results. */
  #give(columns: readonly Float64Array[]): void {
    const next = this.pacer.next.position;
    for (const [q, query] of this.#queries.entries()) {
      if (query.isMissed(next)) this.#miss(q);
      columns[q]![0] = query.give(next).value;
    }
  }

  /** A gap makes results too old, and so does the time that passed in it. */
  #passGap(tick: number, { kind, reason, shift }: Gap): void {
    const next = this.pacer.next.position;
    const lost = [...this.#queries.keys()].filter((q) => !this.#queries[q]!.isHeld(next));
    this.#faults.add({ tick, kind, reason, shift, lost });
  }

  /** Sends the request of what a query asks for. */
  #send(q: number): void {
    const { api, queries, interval } = this.#options;
    const { query_string, every } = queries[q]!;
    const query = this.#queries[q]!;
    query.sentAt = this.clock.monotonic();
    query.pending = api
      .instant(query_string, query.asked!.moment, every * interval)
      .then(
        (answer) => this.#answered(q, answer),
        (problem) => this.#failed(query, problem),
      )
      .finally(() => {
        query.pending = undefined;
      });
  }

  /** The server answers again once an answer comes before the next one is due. */
  #answered(q: number, answer: Answer): void {
    const query = this.#queries[q]!;
    query.take(answer);
    this.#noteTime(q, answer);
    if (!query.isMissed(this.pacer.next.position - 1)) this.#faults.recover(query);
  }

  #noteTime(q: number, { missing }: Answer): void {
    if (missing?.kind !== 'other_time' || this.#otherTimes.has(q)) return;
    const { signal, query_string } = this.#options.queries[q]!;
    const fault = toDiagnostic(missing, { signal, query: query_string });
    if (fault) this.#otherTimes.set(q, { ...fault, severity: 'warning' });
  }

  /**
   * The next evaluation is due, and the one before has no answer. One that was asked for late, as the first one often is,
   * has until the evaluation after that.
   */
  #miss(q: number): void {
    const { queries, interval } = this.#options;
    const { signal, every } = queries[q]!;
    const query = this.#queries[q]!;
    const waited = this.clock.monotonic() - query.sentAt;
    if (waited < (every * interval) / 2) return;
    this.#faults.fail(query, `no answer for ${formatSpoken(Math.round(waited * 10) / 10)}: ${signal}`);
  }

  /** A query that never had an answer ends the run; later the run goes on without it, and says so. */
  #failed(query: LiveQuery, problem: unknown): void {
    if (!(problem instanceof RolloutError)) throw problem;
    if (codeOf(problem) === 'INTERRUPTED') return;
    if (!query.hasAnswered && !this.#options.isPatient) this.#failure ??= problem;
    query.fail(problem.message);
    this.#faults.fail(query, problem.message);
  }
}
