import type { Clock } from '../../src/prometheus/clock.ts';

/** Something that happens at a time by the monotonic clock. */
export interface Happening {
  readonly at: number;
  readonly happen: (clock: SimulatedClock) => void;
}

interface Timer {
  readonly until: number;
  readonly wake: () => void;
}

/** Clocks that go on from timer to timer, as fast as the code under test runs. */
export class SimulatedClock implements Clock {
  readonly random = () => 0;
  /** By how much the wall clock is ahead. */
  #lead: number;
  #monotonic = 0;
  #timers: Timer[] = [];
  #happenings: Happening[];

  constructor(wall: number, happenings: readonly Happening[]) {
    this.#lead = wall;
    this.#happenings = [...happenings].sort((a, b) => a.at - b.at);
  }

  readonly now = (): number => this.#monotonic + this.#lead;

  readonly monotonic = (): number => this.#monotonic;

  readonly sleep = (seconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const stop = () => {
        signal?.removeEventListener('abort', stop);
        this.#timers = this.#timers.filter((one) => one !== timer);
        resolve();
      };
      const timer: Timer = { until: this.#monotonic + Math.max(0, seconds), wake: stop };
      this.#timers.push(timer);
      signal?.addEventListener('abort', stop, { once: true });
    });

  /** Sets the wall clock. */
  setWall(by: number): void {
    this.#lead += by;
  }

  /** The process stands still: timers that are over wake afterwards. */
  stall(seconds: number): void {
    this.#monotonic += seconds;
  }

  /** Goes on until a promise is settled, and gives what it gives. Where nothing is to happen it waits for the disk. */
  async until<T>(done: Promise<T>): Promise<T> {
    let isDone = false;
    const settle = () => {
      isDone = true;
    };
    done.then(settle, settle);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isDone) return done;
      this.#step();
    }
  }

  #step(): void {
    this.#timers.sort((a, b) => a.until - b.until);
    const [timer] = this.#timers;
    const [happening] = this.#happenings;
    if (happening && happening.at <= Math.max(this.#monotonic, timer?.until ?? Number.POSITIVE_INFINITY)) {
      this.#happenings.shift();
      this.#monotonic = Math.max(this.#monotonic, happening.at);
      happening.happen(this);
      return;
    }
    if (!timer) return;
    this.#monotonic = Math.max(this.#monotonic, timer.until);
    timer.wake();
  }
}
