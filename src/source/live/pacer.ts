import { formatSpoken, type Seconds, type Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { TickClock, TickPacer } from '../source.ts';
import { multipleAfter } from './multiples.ts';

/** Ticks that did not come, or times that changed, before the next tick. */
export interface Gap {
  readonly kind: 'dropped' | 'clock';
  readonly reason: string;
  /** What it adds to the times of the ticks from here on. */
  readonly shift: Seconds;
}

/** A tick of a live run. */
export interface Place {
  /** How many intervals it is after the first one: ticks that were dropped and time that was skipped count. */
  readonly position: Ticks;
  readonly moment: Moment;
}

/** Where the ticks of a live run stand, as JSON. */
export interface PacerState {
  readonly next: Place;
  /** The tick that began last; the next one where none did. */
  readonly begun: Place;
}

export interface PacerOptions {
  readonly clock: Pick<TickClock, 'now' | 'monotonic'>;
  readonly interval: Seconds;
  readonly from: PacerState;
  /** Before the tick of this number. */
  readonly onGap: (tick: number, gap: Gap) => void;
}

/** What rounding may add to a time between two readings of a clock, in intervals. */
const ROUNDING = 1e-6;

/**
 * Says when the ticks of a live run are due. The monotonic clock paces them; the wall clock names their times. A tick that
 * is late by more than an interval is dropped. A wall clock that leaves the monotonic one by more than an interval is
 * followed: the next tick has a multiple of the interval by the new wall clock as its time, and is due when that comes.
 */
export class Pacer implements TickPacer {
  begun: Place;
  readonly #options: PacerOptions;
  #next: Place;
  /** When the next tick is due, by the monotonic clock. */
  #due: Seconds;
  /** By how much the wall clock is ahead of the monotonic one. */
  #lead: Seconds;

  constructor(options: PacerOptions) {
    const { clock, interval, from } = options;
    const { next, begun } = from;
    this.#options = options;
    this.#next = next;
    this.begun = begun;
    // A run that goes on after its clock was set back waits for an interval at most, and finds that out.
    this.#due = clock.monotonic() + Math.min(next.moment - clock.now(), interval);
    this.#lead = next.moment - this.#due;
  }

  get next(): Place {
    return this.#next;
  }

  get state(): PacerState {
    return { next: this.#next, begun: this.begun };
  }

  untilDue(): Seconds {
    return this.#due - this.#options.clock.monotonic();
  }

  isSteady(): boolean {
    return this.#lateTicks() === 0 && !this.#isSet(this.#departure());
  }

  left(tick: number): Seconds {
    const dropped = tick === 0 ? 0 : this.#lateTicks();
    const departure = this.#departure();
    if (dropped > 0 || this.#isSet(departure)) this.#pass(tick, dropped, departure);
    return this.untilDue();
  }

  begin(): void {
    this.begun = this.#next;
    this.#move(1);
  }

  /** How many ticks are late by more than an interval. */
  #lateTicks(): Ticks {
    const late = -this.untilDue() / this.#options.interval;
    return Math.max(0, Math.ceil(late - 1 - ROUNDING));
  }

  /** By how much the wall clock has left the monotonic one. */
  #departure(): Seconds {
    const { clock } = this.#options;
    return clock.now() - clock.monotonic() - this.#lead;
  }

  #isSet(departure: Seconds): boolean {
    return Math.abs(departure) > this.#options.interval * (1 + ROUNDING);
  }

  #pass(tick: number, dropped: Ticks, departure: Seconds): void {
    const before = this.#next;
    const texts = dropped > 0 ? [droppedText(dropped, -this.untilDue())] : [];
    this.#move(dropped);
    const isSet = this.#isSet(departure);
    if (isSet) this.#follow(before, departure);
    if (isSet) texts.unshift(clockText(departure));
    const shift = this.#next.moment - before.moment;
    this.#options.onGap(tick, { kind: isSet ? 'clock' : 'dropped', reason: texts.join('; '), shift });
  }

  #move(ticks: Ticks): void {
    const { interval } = this.#options;
    const { position, moment } = this.#next;
    this.#next = { position: position + ticks, moment: toMillis(moment + ticks * interval, interval) };
    this.#due += ticks * interval;
  }

  /** Takes the wall clock as it is now; `before` is the next tick as it would have been. */
  #follow(before: Place, departure: Seconds): void {
    const { interval } = this.#options;
    this.#lead += departure;
    const moment = multipleAfter(this.#due + this.#lead, interval);
    const skipped = Math.ceil((moment - before.moment) / interval - ROUNDING);
    this.#next = { position: Math.max(this.#next.position, before.position + skipped), moment };
    this.#due = moment - this.#lead;
  }
}

/** Adding intervals does not add up errors of rounding, where they are whole milliseconds. */
const toMillis = (moment: Moment, interval: Seconds): Moment =>
  Number.isInteger(interval * 1000) ? Math.round(moment * 1000) / 1000 : moment;

const droppedText = (ticks: Ticks, late: Seconds): string =>
  `${ticks} ${ticks === 1 ? 'tick was' : 'ticks were'} dropped, late by ${spoken(late)}`;

const clockText = (departure: Seconds): string =>
  departure > 0
    ? `the wall clock went ${spoken(departure)} ahead: it was set, or the machine slept`
    : `the wall clock went back by ${spoken(-departure)}`;

const spoken = (seconds: Seconds): string => formatSpoken(Math.round(seconds * 10) / 10);
