import { type Ramp, rampOf } from '../rollout/ramp.ts';
import type { LiveSource } from '../source/source.ts';
import { fromJsonReading, toJsonReading } from '../text/json-reading.ts';
import { Configuration } from './configuration.ts';
import { noteFault } from './gap.ts';
import { Listeners } from './listeners.ts';
import { Observer } from './observer.ts';
import type { RunOptions } from './options.ts';
import { pollWhile, waitForTick } from './pace.ts';
import { identityOf, type PlanIdentity } from './plan-identity.ts';
import { filledBefore, QueryResults } from './query-results.ts';
import type { RunEvent } from './result.ts';
import { RunSeries } from './series.ts';
import { checkState, type RunState, STATE_VERSION } from './state.ts';
import { TickLoop, type TickLoopParts } from './tick-loop.ts';

/** One run under way: its frame, all that watches it, and what steers it. */
export class Session {
  readonly frame: Float64Array;
  readonly ramp: Ramp | undefined;
  readonly observer: Observer;
  readonly series: RunSeries;
  readonly #options: RunOptions;
  readonly #listeners: Listeners;
  readonly #configuration: Configuration;
  readonly #results: QueryResults;
  readonly #loop: TickLoop;
  #identity: PlanIdentity | undefined;

  /** `ticks` is how long the run will be at most. Throws STATE_PLAN, STATE_SOURCE. */
  constructor(options: RunOptions, ticks: number) {
    const { plan, source, steering, series = plan.columns, signal, from, gate } = options;
    if (from) checkState(from, plan, source);
    const engine = plan.start(from && Float64Array.from(from.frame, fromJsonReading));
    this.frame = engine.frame;
    this.ramp = rampOf(plan);
    this.series = new RunSeries(series, ticks, options.exactSeries);
    this.#options = options;
    this.#listeners = new Listeners(options.listeners ?? []);
    this.#results = new QueryResults(plan, source, from);
    this.observer = new Observer({
      plan,
      ramp: this.ramp,
      gate,
      start: source.start,
      why: (query, tick) => this.#results.why(query, tick),
      report: this.#report,
      from: from?.observer,
    });
    const { frame, observer } = this;
    const listeners = this.#listeners;
    this.#configuration = new Configuration({ plan, frame, observer, listeners, steering, from });
    const parts: TickLoopParts = {
      frame,
      observer,
      listeners,
      advance: engine.tick,
      configuration: this.#configuration,
      results: this.#results,
      gate,
      series: series.length > 0 ? this.series : undefined,
      untilCompleted: options.untilCompleted === true,
    };
    this.#loop = new TickLoop(parts, from?.tick ?? 0, from ? filledBefore(from) : 0);
    this.#loop.isInterrupted = signal?.aborted === true;
    signal?.addEventListener('abort', this.#interrupt, { once: true });
  }

  readonly #report = (event: RunEvent): void => {
    this.series.keepAround(event.kind);
    this.#listeners.onEvent(event);
  };

  readonly #interrupt = (): void => {
    this.#loop.isInterrupted = true;
  };

  close(): void {
    this.#options.signal?.removeEventListener('abort', this.#interrupt);
  }

  /** Starts the run, or goes on with one: the results that its last tick still lacks are asked for. */
  async begin(): Promise<void> {
    this.#listeners.onStart(this);
    this.#configuration.begin();
    if (this.#loop.filled === this.tick || this.isInterrupted) return;
    await this.#ask(this.tick - 1, 1);
    if (!this.isInterrupted) this.#loop.deliver(this.tick - 1, 0);
  }

  /** The tick that runs next. */
  get tick(): number {
    return this.#loop.tick;
  }

  get isInterrupted(): boolean {
    return this.#loop.isInterrupted;
  }

  get isOver(): boolean {
    return this.#loop.isOver;
  }

  get isDone(): boolean {
    return this.#loop.isDone;
  }

  /** The whole run as one value; not to be asked for while a tick runs, as an event is. */
  readonly state = (): RunState => {
    const { plan, source } = this.#options;
    const { tick, filled } = this.#loop;
    const { kind } = source.facts();
    this.#identity ??= identityOf(plan);
    return {
      version: STATE_VERSION,
      plan: this.#identity,
      source: { kind, start: source.start, cursor: source.cursor(filled) },
      tick,
      hasResults: filled === tick,
      frame: Array.from(this.frame, toJsonReading),
      missing: this.#results.missingBefore(filled),
      observer: this.observer.state,
      configuration: this.#configuration.state,
    };
  };

  /** Waits for the time of the next tick, taking new configuration meanwhile; false when interrupted. */
  due(): boolean | Promise<boolean> {
    const { source } = this.#options;
    if (source.pace === 'live') return this.#waitForTick(source);
    this.#poll();
    return !this.isInterrupted;
  }

  async #waitForTick(source: LiveSource): Promise<boolean> {
    const noteFaults = () => this.#noteFaults();
    const { signal } = this.#options;
    await waitForTick(this.tick, source, { noteFaults, poll: this.#poll, signal });
    return !this.isInterrupted;
  }

  /** Runs the tick that is due, and asks the source for its results and those of the ticks after it, `count` in all. */
  fill(count: number): void | Promise<void> {
    this.#loop.runTo(this.tick + 1);
    return this.#ask(this.tick - 1, count);
  }

  /** Hands over the results of `count` ticks, the first of which has run, and runs the others. */
  runOn(count: number): void {
    if (this.isInterrupted) return; // a source that was interrupted has left no results
    const first = this.tick - 1;
    this.#loop.deliver(first, 0);
    if (count > 1) this.#loop.runTo(first + count, first);
  }

  #ask(first: number, count: number): void | Promise<void> {
    const { source } = this.#options;
    const accept = this.observer.accept(this.frame);
    const pending = source.fill(this.#results.columns, first, count, accept);
    return pending ? this.#waitForResults(pending) : this.#noteFaults();
  }

  async #waitForResults(pending: Promise<void>): Promise<void> {
    const { source, steering } = this.#options;
    // A document that comes after a gap waits until that is known: it is of no tick before.
    if (source.pace === 'live' && steering?.poll) await pollWhile(pending, source, this.#poll);
    else await pending;
    this.#noteFaults();
  }

  #noteFaults(): void {
    const { frame, observer } = this;
    const passed = { plan: this.#options.plan, frame, observer, results: this.#results };
    for (const fault of this.#options.source.faults()) noteFault(fault, passed);
  }

  readonly #poll = (): void => this.#configuration.poll(this.tick);
}
