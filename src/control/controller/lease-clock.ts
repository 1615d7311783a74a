import type { Seconds } from '../../text/duration.ts';
import type { Lease } from '../record/store.ts';
import { type ControlClock, elapsedAtMost, type Instant } from './clock.ts';

/** How long a lease is ours for certain: counted from the moment the last keepalive that was answered was sent. */
export class LeaseClock {
  readonly lease: Lease;
  readonly #clock: ControlClock;
  readonly #margin: Seconds;
  #keptAt: Instant;

  constructor(lease: Lease, sent: Instant, { clock, margin }: { clock: ControlClock; margin: Seconds }) {
    this.lease = lease;
    this.#clock = clock;
    this.#margin = margin;
    this.#keptAt = sent;
  }

  /** A keepalive sent then was answered. */
  kept(sent: Instant): void {
    this.#keptAt = sent;
  }

  /** Whether it holds for as long as this, by the clock that says less. */
  outlasts(seconds: Seconds): boolean {
    return this.lease.seconds - elapsedAtMost(this.#clock, this.#keptAt) - this.#margin > seconds;
  }

  /** Whether a third of it is over. */
  get isDue(): boolean {
    return elapsedAtMost(this.#clock, this.#keptAt) >= this.lease.seconds / 3;
  }
}
