import type { Ramp } from '../../rollout/ramp.ts';
import { toTell } from '../../rollout/telling.ts';
import type { Seconds } from '../../text/duration.ts';
import type { TargetTimes } from '../actuators/times.ts';
import type { ControlClock } from '../controller/clock.ts';
import type { Leadership } from '../controller/leadership.ts';
import type { Frozen } from '../state/frozen.ts';
import { percentageAtStart } from './on-exit.ts';

export interface TellerOptions {
  readonly leadership: Leadership;
  readonly ramp: Ramp;
  readonly frozen: Frozen;
  readonly clock: ControlClock;
  readonly times: TargetTimes;
}

/** Asks the controller for the percentages of the ticks: for more only once in a while. */
export class Teller {
  readonly #options: TellerOptions;
  readonly #last: number;
  #toldAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(options: TellerOptions) {
    this.#options = options;
    this.#last = options.ramp.steps.at(-1)!.target;
  }

  /** After a tick: who is to have the feature. */
  tell(percentage: number): void {
    const { leadership, clock, times } = this.#options;
    const told = leadership.percentage;
    const since = clock.monotonic() - this.#toldAt;
    const asked = toTell({
      told,
      percentage: this.#within(percentage),
      last: this.#last,
      since,
      every: times.applyEvery,
    });
    if (asked > told) this.#toldAt = clock.monotonic();
    leadership.ask(asked);
  }

  /** What comes next is told at once. */
  hurry(): void {
    this.#toldAt = Number.NEGATIVE_INFINITY;
  }

  /** One that somebody ended is raised no more, and is where it is to be left at once. */
  #within(percentage: number): number {
    const { leadership, ramp, frozen } = this.#options;
    const { ended } = leadership.record;
    if (ended === null) return percentage;
    if (ended === 'off') return 0;
    const most = ended === 'reset' ? percentageAtStart(ramp, frozen.rules) : 100;
    return Math.min(percentage, leadership.percentage, most);
  }
}
