import type { Ticks } from '../text/duration.ts';

/** When rehearsals start: number n at tick n * every of the history; all have the whole horizon before its end. */
export interface Starts {
  readonly count: number;
  readonly every: Ticks;
  readonly horizon: Ticks;
}
