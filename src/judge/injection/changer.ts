import type { Seconds, Ticks } from '../../text/duration.ts';
import { Change, Weight } from './change.ts';
import { ExposureLog } from './exposure-log.ts';
import type { Injection } from './injection.ts';
import { MeanAccept } from './mean-accept.ts';

/**
 * Changes the readings of one query in one rehearsal after the other. Nothing is allocated after it is made. The order of
 * calls: `begin`, then for each tick `reading` with what the query gave (where it is due) and `after` with what the tick
 * decided, in either order, no tick left out.
 */
export interface Changer {
  begin(): void;
  /** What the evaluation on a tick gives instead of `raw`. It depends on what the ticks before it decided. */
  reading(tick: Ticks, raw: number): number;
  after(tick: Ticks, accept: number): void;
  /** The first tick at or over `from`, and the first whose percentage has the effect; NEVER where there was none. */
  readonly exposed: Ticks;
  readonly effectiveFrom: Ticks;
}

/** For rehearsals of at most `ticks` ticks. */
export const changerOf = (injection: Injection, interval: Seconds, ticks: Ticks): Changer =>
  new InjectionChanger(injection, new ExposureLog(injection, interval, ticks), interval);

/** A class without closures, since one is asked on every tick: functions that are handed over take several times as long. */
class InjectionChanger implements Changer {
  readonly #log: ExposureLog;
  readonly #mean: MeanAccept;
  readonly #meanBefore: MeanAccept | undefined;
  readonly #weight: Weight;
  readonly #change: Change;

  constructor(injection: Injection, log: ExposureLog, interval: Seconds) {
    const { baseline } = injection;
    this.#log = log;
    this.#mean = new MeanAccept(log, injection, interval);
    this.#meanBefore = baseline && new MeanAccept(log, baseline, interval);
    this.#weight = new Weight(injection);
    this.#change = new Change(injection);
  }

  begin(): void {
    this.#log.begin();
  }

  /** NaN stays NaN. Without any effect the reading stays bit for bit as it is, infinite ones too. */
  reading(tick: Ticks, raw: number): number {
    const w = this.#weight.of(this.#mean.at(tick));
    const changed = w === 0 ? raw : this.#change.of(raw, w);
    if (this.#meanBefore === undefined) return changed;
    const before = this.#weight.of(this.#meanBefore.at(tick));
    return before === 0 ? changed : changed / this.#change.withoutMax(1, before);
  }

  after(tick: Ticks, accept: number): void {
    this.#log.add(tick, accept);
  }

  get exposed(): Ticks {
    return this.#log.exposed;
  }

  get effectiveFrom(): Ticks {
    return this.#log.effectiveFrom;
  }
}
