import type { Ticks } from '../text/duration.ts';
import type { Observer } from './observer.ts';
import type { RunListener } from './options.ts';

/** Counts the ticks on which nothing moved a ramp that was not at its end. */
export class TimeHeld implements RunListener {
  ticks: Ticks = 0;

  readonly onTick = (_tick: number, _frame: Float64Array, observer: Observer): void => {
    if (observer.decision === 'hold' && observer.outcome !== 'completed') this.ticks++;
  };
}
