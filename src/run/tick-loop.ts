import { countHold, heldTicks } from '../rollout/forward-hold.ts';
import { setDemand } from '../rollout/gates/demand.ts';
import type { Gate } from '../rollout/gates/gate.ts';
import type { Configuration } from './configuration.ts';
import type { Listeners } from './listeners.ts';
import type { Observer } from './observer.ts';
import type { QueryResults } from './query-results.ts';
import type { RunSeries } from './series.ts';

export interface TickLoopParts {
  readonly frame: Float64Array;
  /** Advances the circuit by one tick. */
  readonly advance: () => void;
  readonly observer: Observer;
  readonly listeners: Listeners;
  readonly configuration: Configuration;
  readonly results: QueryResults;
  readonly gate: Gate | undefined;
  /** Undefined where no series is wanted. */
  readonly series: RunSeries | undefined;
  /** The run ends when the ramp is complete. */
  readonly untilCompleted: boolean;
}

/** Runs the ticks of a run, and puts results where the next tick sees them. */
export class TickLoop {
  isInterrupted = false;
  /** The tick that runs next. */
  tick: number;
  /** The tick before which all results are in the frame: `tick`, or the one before. */
  filled: number;
  readonly #parts: TickLoopParts;

  constructor(parts: TickLoopParts, tick: number, filled: number) {
    this.#parts = parts;
    this.tick = tick;
    this.filled = filled;
  }

  get isOver(): boolean {
    return this.isInterrupted || this.isDone;
  }

  /** The ramp is complete, and that is what the run is for. */
  get isDone(): boolean {
    const { untilCompleted, observer, gate } = this.#parts;
    return untilCompleted && observer.outcome === 'completed' && (gate?.isDone ?? true);
  }

  /**
   * Runs ticks to before `end`; the results of those from `filled` on are in the columns. What it counts is kept in
   * variables: fields take 4 % of a run from memory (bench history).
   */
  runTo(end: number, filled = end): void {
    const { frame, advance, observer, listeners, configuration, results, series, untilCompleted } =
      this.#parts;
    const { hasTickListener } = listeners;
    let planned = configuration.nextTick;
    let isHeld = this.#mayHold; // a gap begins between two spans of ticks
    let { tick } = this;
    for (; tick < end; tick++) {
      if (this.isInterrupted || (untilCompleted && this.isDone)) break;
      if (tick >= planned) planned = configuration.applyPlanned(tick);
      if (isHeld) isHeld = this.#hold(tick);
      advance();
      observer.see(tick, frame);
      if (series) series.add(frame);
      if (hasTickListener) this.#reportTick(tick, filled);
      if (tick >= filled) results.deliver(frame, tick, tick - filled);
    }
    this.#standAt(tick, tick, filled);
  }

  /** Puts the results of a tick, at position `at` of the columns, into the frame. */
  deliver(tick: number, at: number): void {
    this.#parts.results.deliver(this.#parts.frame, tick, at);
    this.filled = tick + 1;
  }

  /** Whether anything but the circuit may hold the next tick. */
  get #mayHold(): boolean {
    const { frame, gate } = this.#parts;
    return gate !== undefined || heldTicks(frame) > 0;
  }

  /** Before a tick: counts what a gap still holds, and asks the gate. Returns whether the tick after it may be held. */
  #hold(tick: number): boolean {
    const { frame, observer, gate } = this.#parts;
    observer.lookClosely();
    const gap = countHold(frame) > 0 ? 'hold' : 'none';
    const last = observer.decision;
    const demand = gate?.decide({ tick, now: observer.timeOf(tick), frame, last }) ?? 'none';
    setDemand(frame, demand === 'none' ? gap : demand);
    return this.#mayHold;
  }

  /** A listener may ask for the state of the run: the tick has run, its results are not in the frame yet. */
  #reportTick(tick: number, filled: number): void {
    const { frame, observer, listeners } = this.#parts;
    this.#standAt(tick + 1, tick, filled);
    listeners.onTick(tick, frame, observer);
  }

  #standAt(tick: number, delivered: number, filled: number): void {
    this.tick = tick;
    if (delivered > filled) this.filled = delivered;
  }
}
