import type { Seconds, Ticks } from '../../text/duration.ts';
import { Change, Weight } from './change.ts';
import type { ExposureLog } from './exposure-log.ts';
import type { Injection } from './injection.ts';
import { MeanAccept } from './mean-accept.ts';

/** Changes the readings of one query in one rehearsal after the other. Nothing is allocated after it is made. */
export interface Changer {
  /** What the evaluation on a tick gives instead of `raw`. It depends on what the ticks before it decided, by the log. */
  reading(tick: Ticks, raw: number): number;
  /** Whether a reading moves in a straight line to what it is under the whole effect. */
  readonly isStraight: boolean;
  /** What a reading is under the whole effect. */
  whole(raw: number): number;
  /** The greatest share of the effect, 0 to 1, that a reading is under while no tick decided more than this percentage. */
  mostAt(accept: number): number;
}

/** What the mean of percentages may be over the greatest of them by rounding. */
const ROUNDING = 1e-6;

/** For the rehearsals of this log. */
export const changerOf = (injection: Injection, interval: Seconds, log: ExposureLog): Changer =>
  new InjectionChanger(injection, interval, log);

/** A class without closures, since one is asked on every tick: functions that are handed over take several times as long. */
class InjectionChanger implements Changer {
  readonly isStraight: boolean;
  readonly #log: ExposureLog;
  readonly #mean: MeanAccept;
  readonly #meanBefore: MeanAccept | undefined;
  readonly #weight: Weight;
  readonly #change: Change;

  constructor(injection: Injection, interval: Seconds, log: ExposureLog) {
    const { baseline } = injection;
    this.isStraight = baseline === undefined;
    this.#log = log;
    this.#mean = new MeanAccept(log, injection, interval);
    this.#meanBefore = baseline && new MeanAccept(log, baseline, interval);
    this.#weight = new Weight(injection);
    this.#change = new Change(injection);
  }

  /** NaN stays NaN. Without any effect the reading stays bit for bit as it is, infinite ones too. */
  reading(tick: Ticks, raw: number): number {
    this.#log.sumUp();
    const w = this.#weight.of(this.#mean.at(tick));
    const changed = w === 0 ? raw : this.#change.of(raw, w);
    if (this.#meanBefore === undefined) return changed;
    const before = this.#weight.of(this.#meanBefore.at(tick));
    return before === 0 ? changed : changed / this.#change.withoutMax(1, before);
  }

  whole(raw: number): number {
    return this.#change.of(raw, 1);
  }

  mostAt(accept: number): number {
    return this.#log.isExposed(accept) ? this.#weight.of(accept * (1 + ROUNDING)) : 0;
  }
}
