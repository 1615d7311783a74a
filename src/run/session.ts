import { type Ramp, rampOf } from '../rollout/ramp.ts';
import type { Source, TickClock } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';
import { type DynamicDocument, describe, steer } from './dynamic-config.ts';
import { Listeners } from './listeners.ts';
import { Observer } from './observer.ts';
import type { RunOptions } from './options.ts';
import { RunSeries } from './series.ts';

/** How often a live run that waits asks for new configuration. */
const POLL_INTERVAL: Seconds = 0.25;

/** One run under way: its frame, all that watches it, and what steers it. */
export class Session {
  readonly frame: Float64Array;
  readonly ramp: Ramp | undefined;
  readonly observer: Observer;
  readonly series: RunSeries;
  /** Where the source writes its results, query by query. */
  readonly columns: readonly Float64Array[];
  isInterrupted: boolean;
  readonly #options: RunOptions;
  readonly #source: Source;
  readonly #listeners: Listeners;
  readonly #advance: () => void;
  readonly #planned: { readonly tick: number; readonly document: DynamicDocument }[];
  /** Of every query: where its results go, and every how many ticks one does. */
  readonly #held: Int32Array;
  readonly #every: Int32Array;

  /** `ticks` is how long it will be at most. */
  constructor(options: RunOptions, ticks: number) {
    const { plan, source, steering, series = plan.columns, signal } = options;
    const { frame, tick } = plan.start();
    this.frame = frame;
    this.ramp = rampOf(plan);
    this.#listeners = new Listeners(options.listeners ?? []);
    this.observer = new Observer({
      plan,
      ramp: this.ramp,
      start: source.start,
      why: (query, at) => this.#why(query, at),
      report: (event) => this.#listeners.onEvent(event),
    });
    this.series = new RunSeries(series, ticks);
    this.columns = plan.queries.map(() => new Float64Array(source.batch));
    this.isInterrupted = signal?.aborted === true;
    this.#options = options;
    this.#source = source;
    this.#advance = tick;
    this.#planned = [...(steering?.planned ?? [])];
    this.#held = Int32Array.from(plan.queries, ({ resultSlot }) => resultSlot);
    this.#every = Int32Array.from(plan.queries, ({ every }) =>
      source.resultsOn === 'every tick' ? 1 : every,
    );
    signal?.addEventListener('abort', this.#interrupt, { once: true });
    if (steering?.initial) this.#take(steering.initial);
  }

  /** Why the reading of a query that a tick sees is invalid: it came from the tick before, or from its evaluation. */
  #why(query: number, tick: number): string | undefined {
    const every = this.#every[query]!;
    return this.#source.why(query, Math.floor((tick - 1) / every) * every);
  }

  readonly #interrupt = (): void => {
    this.isInterrupted = true;
  };

  close(): void {
    this.#options.signal?.removeEventListener('abort', this.#interrupt);
  }

  get isOver(): boolean {
    return this.isInterrupted || this.isDone;
  }

  /** Waits for the tick's time, taking new configuration meanwhile; false when interrupted. */
  due(tick: number): boolean | Promise<boolean> {
    this.#poll(tick);
    return this.#source.pace === 'live' ? this.#waitFor(tick, this.#source.clock) : !this.isInterrupted;
  }

  /** Runs the tick that is due, and asks the source for its results and those of the ticks after it, `count` in all. */
  fill(tick: number, count: number): void | Promise<void> {
    this.#runTo(tick + 1, tick);
    const accept = this.ramp?.accept(this.frame) ?? Number.NaN;
    const pending = this.#source.fill(this.columns, tick, count, accept);
    if (!pending) return this.#noteFaults();
    return this.#pollWhile(pending, tick + 1).then(() => this.#noteFaults());
  }

  /** Hands over the results of `count` ticks from `first` on, of which the first has run, and runs the others; the tick that comes next. */
  runOn(first: number, count: number): number {
    this.#deliver(first, 0);
    return this.#runTo(first + count, first + 1, first);
  }

  /** Runs ticks to before `end`; the results of those from `filled` on are in the columns. The tick that comes next. */
  #runTo(end: number, from: number, filled = end): number {
    const { frame, observer, series } = this;
    const listeners = this.#listeners;
    const hasSeries = series.columns.length > 0;
    let tick = from;
    for (; tick < end && !this.isOver; tick++) {
      if (this.#planned.length > 0) this.#takePlanned(tick);
      this.#advance();
      observer.see(tick, frame);
      if (hasSeries) series.add(frame);
      listeners.onTick(tick, frame, observer);
      if (tick >= filled) this.#deliver(tick, tick - filled);
    }
    return tick;
  }

  /** Puts results where the next tick sees them. */
  #deliver(tick: number, at: number): void {
    for (let q = 0; q < this.columns.length; q++) {
      const every = this.#every[q]!;
      if (every === 1 || tick % every === 0) this.frame[this.#held[q]!] = this.columns[q]![at]!;
    }
  }

  #noteFaults(): void {
    for (const fault of this.#source.faults())
      this.observer.note(fault.tick, this.frame, fault.kind, fault.reason);
  }

  async #waitFor(tick: number, clock: TickClock): Promise<boolean> {
    const time = this.observer.timeOf(tick);
    while (!this.isInterrupted) {
      const left = time - clock.now();
      if (left <= 0) return true;
      await clock.sleep(Math.min(left, POLL_INTERVAL), this.#options.signal);
      if (!this.isInterrupted) this.#poll(tick);
    }
    return false;
  }

  /** The ramp is complete, and that is what the run is for. */
  get isDone(): boolean {
    return this.#options.untilCompleted === true && this.observer.outcome === 'completed';
  }

  /** Waits for readings; a live run takes new configuration meanwhile. */
  async #pollWhile(pending: Promise<void>, nextTick: number): Promise<void> {
    const source = this.#source;
    if (source.pace !== 'live' || !this.#options.steering?.poll) return pending;
    const done = new AbortController();
    try {
      await Promise.race([pending, this.#pollUntil(done.signal, nextTick, source.clock)]);
    } finally {
      done.abort();
    }
  }

  async #pollUntil(done: AbortSignal, nextTick: number, clock: TickClock): Promise<void> {
    while (!done.aborted) {
      await clock.sleep(POLL_INTERVAL, done);
      if (!done.aborted) this.#poll(nextTick);
    }
  }

  #poll(tick: number): void {
    const document = this.#options.steering?.poll?.(tick);
    if (document) this.#take(document, tick);
  }

  #takePlanned(tick: number): void {
    while (this.#planned.length > 0 && this.#planned[0]!.tick <= tick)
      this.#take(this.#planned.shift()!.document, tick);
  }

  /** Brings a document into force; it is an event where it comes at a tick, not before the first. */
  #take(document: DynamicDocument, tick?: number): void {
    steer(this.#options.plan, this.frame, document);
    this.#listeners.onDocument(document);
    if (tick !== undefined) this.observer.note(tick, this.frame, 'dynamic_config', describe(document));
  }
}
