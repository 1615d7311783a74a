import type { Ticks } from '../text/duration.ts';
import { NEVER } from './outcome.ts';
import type { Walk } from './walk.ts';

/** What a rehearsal notes on its way, whichever way it goes. */
export abstract class NotedWalk implements Walk {
  tick: Ticks = 0;
  completed: Ticks = NEVER;
  reset: Ticks = NEVER;
  backward: Ticks = NEVER;
  lastReset: Ticks = NEVER;
  isAtFirstStep = false;
  resetBy: readonly number[] = [];
  backwardBy: readonly number[] = [];

  abstract goTo(end: Ticks): void;

  begin(_start: Ticks): void {
    this.tick = 0;
    this.completed = NEVER;
    this.reset = NEVER;
    this.backward = NEVER;
    this.lastReset = NEVER;
    this.isAtFirstStep = false;
    this.resetBy = [];
    this.backwardBy = [];
  }

  forgetReset(): void {
    this.reset = NEVER;
  }
}
