import type { Seconds, Ticks } from '../text/duration.ts';
import type { History } from './history.ts';

/** How much of the traffic one rehearsal after the other lets through. */
export class Exposure {
  highest = 0;
  requests = 0;
  #percentTicks = 0;
  #start: Ticks = 0;
  readonly #interval: Seconds;
  readonly #traffic: Float64Array | undefined;

  constructor({ interval, traffic }: History) {
    this.#interval = interval;
    this.#traffic = traffic;
  }

  begin(start: Ticks): void {
    this.highest = 0;
    this.requests = 0;
    this.#percentTicks = 0;
    this.#start = start;
  }

  /** Takes a tick and the accept percentage it decided. No requests are counted where the traffic is not known. */
  add(tick: Ticks, accept: number): void {
    if (accept > this.highest) this.highest = accept;
    this.#percentTicks += accept;
    const perSecond = this.#traffic?.[this.#start + tick] ?? Number.NaN;
    if (!Number.isNaN(perSecond)) this.requests += perSecond * (accept / 100) * this.#interval;
  }

  get percentHours(): number {
    return (this.#percentTicks * this.#interval) / 3600;
  }
}
