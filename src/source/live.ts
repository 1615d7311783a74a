import { type Diagnostic, RolloutError } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { systemClock } from '../prometheus/clock.ts';
import { type MissingReason, missingReasonText } from '../prometheus/missing-reason.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { LiveSource, SourceFacts, SourceFault, SourceQuery, TickClock } from './source.ts';

export interface LiveOptions {
  readonly api: PrometheusApi;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  readonly clock?: TickClock;
  readonly signal?: AbortSignal;
}

/** The present of a server as a source: one tick an interval, from the last multiple of the interval on. */
export const openLive = (options: LiveOptions): LiveSource => new Live(options);

/** What is known of one query. */
interface Course {
  answer: Answer;
  /** What the last fill gave. */
  given: Answer;
  /** The request under way, if there is one; a query never has two. */
  pending: Promise<void> | undefined;
  hasAnswered: boolean;
  isFailing: boolean;
}

const NOT_YET: MissingReason = { kind: 'failed', message: 'no answer yet' };

class Live implements LiveSource {
  readonly pace = 'live';
  readonly clock: TickClock;
  readonly start: Moment;
  readonly ticks = Number.POSITIVE_INFINITY;
  readonly batch = 1;
  readonly resultsOn = 'every tick';
  readonly #options: LiveOptions;
  readonly #courses: readonly Course[];
  #faults: SourceFault[] = [];
  #tick = 0;
  #failure: RolloutError | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.clock = options.clock ?? systemClock;
    this.start = multipleBefore(this.clock.now(), options.interval);
    this.#courses = options.queries.map(() => ({
      answer: { value: Number.NaN, missing: NOT_YET },
      given: { value: Number.NaN, missing: NOT_YET },
      pending: undefined,
      hasAnswered: false,
      isFailing: false,
    }));
  }

  async fill(columns: readonly Float64Array[], first: number): Promise<void> {
    this.#tick = first;
    const due = this.#options.queries.flatMap(({ every }, q) =>
      first % every === 0 ? [this.#courses[q]!.pending ?? this.#ask(q, first)] : [],
    );
    await this.#atMost(Promise.all(due), this.#patience(first));
    if (this.#failure) throw this.#failure;
    for (let q = 0; q < columns.length; q++) {
      const course = this.#courses[q]!;
      course.given = course.answer;
      columns[q]![0] = course.given.value;
    }
  }

  why(query: number): string | undefined {
    const { missing } = this.#courses[query]!.given;
    return missing && missingReasonText(missing);
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

  diagnostics(): readonly Diagnostic[] {
    return this.#options.api.warnings();
  }

  async close(): Promise<void> {
    this.#options.api.close();
  }

  #timeOf(tick: number): Moment {
    return this.start + tick * this.#options.interval;
  }

  /** Until the next tick's time; a run that fell behind (a machine that slept) waits for true answers instead. */
  #patience(tick: number): Seconds {
    const left = this.#timeOf(tick + 1) - this.clock.now();
    return left > 0 ? left : this.#options.api.timeout;
  }

  async #atMost(answers: Promise<unknown>, seconds: Seconds): Promise<void> {
    const done = new AbortController();
    const stop = () => done.abort();
    this.#options.signal?.addEventListener('abort', stop, { once: true });
    await Promise.race([answers, this.clock.sleep(seconds, done.signal)]);
    stop();
    this.#options.signal?.removeEventListener('abort', stop);
  }

  #ask(q: number, tick: number): Promise<void> {
    const { api, queries, interval } = this.#options;
    const { query_string, every } = queries[q]!;
    const course = this.#courses[q]!;
    course.pending = api
      .instant(query_string, this.#timeOf(tick), every * interval)
      .then(
        (answer) => this.#answered(course, answer),
        (problem) => this.#failed(course, problem),
      )
      .finally(() => {
        course.pending = undefined;
      });
    return course.pending;
  }

  #answered(course: Course, answer: Answer): void {
    course.answer = answer;
    course.hasAnswered = true;
    const wasFailing = this.#isFailing();
    course.isFailing = false;
    if (wasFailing && !this.#isFailing())
      this.#faults.push({ tick: this.#tick, kind: 'source_recovered', reason: 'the server answers again' });
  }

  /** A query that never had an answer ends the run; later the run goes on without it, and says so. */
  #failed(course: Course, problem: unknown): void {
    if (!(problem instanceof RolloutError)) throw problem;
    if (problem.diagnostics[0]?.code === 'INTERRUPTED') return;
    if (!course.hasAnswered) this.#failure ??= problem;
    course.answer = { value: Number.NaN, missing: { kind: 'failed', message: problem.message } };
    if (!this.#isFailing())
      this.#faults.push({ tick: this.#tick, kind: 'source_error', reason: problem.message });
    course.isFailing = true;
  }

  #isFailing(): boolean {
    return this.#courses.some(({ isFailing }) => isFailing);
  }
}

/** Rounded to the millisecond, the unit in which servers keep time. */
const multipleBefore = (now: Moment, interval: Seconds): Moment => {
  const millis = interval * 1000;
  return Math.round(Math.floor((now * 1000) / millis + 1e-9) * millis) / 1000;
};
