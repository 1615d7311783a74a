import type { RampWay } from '../rollout/ramp-way.ts';
import type { Ticks } from '../text/duration.ts';
import { CODE } from './decision-code.ts';
import type { Decisions } from './decisions.ts';
import { NotedWalk } from './noted-walk.ts';
import type { OneTick } from './one-tick.ts';
import { NEVER } from './outcome.ts';

/** Goes on by whole runs of ticks with the same decision, which do not depend on the start. */
export class RunWalk extends NotedWalk {
  #start: Ticks = 0;
  /** Where the ramp stands. */
  #place = 0;
  readonly #decisions: Decisions;
  readonly #way: RampWay;
  readonly #oneTick: OneTick;

  constructor(decisions: Decisions, way: RampWay, oneTick: OneTick) {
    super();
    this.#decisions = decisions;
    this.#way = way;
    this.#oneTick = oneTick;
  }

  override begin(start: Ticks): void {
    super.begin(start);
    this.#start = start;
    this.#place = 0;
  }

  goTo(end: Ticks): void {
    const { first, codes, runEnds } = this.#decisions;
    const start = this.#start;
    if (this.tick === 0 && end > 0) this.#run(first, 1);
    while (this.tick < end && this.completed === NEVER) {
      const at = start + this.tick;
      this.#run(codes[at]!, Math.min(end, runEnds[at]! - start));
    }
  }

  /** To before a tick, or through the one on which the ramp is complete. */
  #run(code: number, end: Ticks): void {
    const ticks = end - this.tick;
    if (code === CODE.forward) {
      const left = this.#way.length - this.#place;
      if (ticks >= left) {
        this.completed = this.tick + left - 1;
        this.tick += left;
        return;
      }
      this.#place += ticks;
    } else if (code === CODE.backward) {
      this.#noteBackward();
      this.#place = Math.max(0, this.#place - ticks);
    } else if (code === CODE.reset) {
      this.#noteReset();
      this.lastReset = end - 1;
      this.#place = 0;
    }
    this.tick = end;
  }

  #noteReset(): void {
    if (this.reset !== NEVER) return;
    this.reset = this.tick;
    this.isAtFirstStep = this.#place < this.#way.firstStep;
    this.resetBy = this.#oneTick.see(this.#evaluated).met('reset');
  }

  #noteBackward(): void {
    if (this.backward !== NEVER) return;
    this.backward = this.tick;
    this.backwardBy = this.#oneTick.see(this.#evaluated).met('backward');
  }

  /** The tick of the history whose results this tick sees. */
  get #evaluated(): Ticks {
    return this.tick === 0 ? NEVER : this.#start + this.tick - 1;
  }
}
