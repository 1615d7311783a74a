import type { ControlClock } from '../../../src/control/controller/clock.ts';
import type { Simulation } from './simulation.ts';

/** A process that can be stopped, suspended with its machine, and killed between any two events. */
export class SimProcess {
  readonly name: string;
  readonly clock: ControlClock;
  isAlive = true;
  isStopped = false;
  /** Seconds its wall clock is off. */
  wallOffset = 0;
  /** One of its clocks was wrong; both at a time leave no way to know. */
  wrongClock: 'wall' | 'monotonic' | undefined;
  readonly #simulation: Simulation;
  #standing = 0;
  #stoppedAt = 0;
  #goesOnAt = 0;
  #isSuspended = false;
  #waiting: (() => void)[] = [];

  constructor(name: string, simulation: Simulation) {
    this.name = name;
    this.#simulation = simulation;
    this.clock = {
      now: () => 1_000_000 + this.#now + this.wallOffset,
      monotonic: () => this.#now - this.#standing,
      sleep: (seconds, signal) => this.#sleep(seconds, signal),
    };
  }

  /** Does it in this process: at once, when it goes on, or never. */
  deliver(act: () => void): void {
    if (!this.isAlive) return;
    if (this.isStopped) this.#waiting.push(act);
    else act();
  }

  /** What its code does from there on in this turn is done after `seconds`. */
  stop({ isSuspended = false, seconds = 0 } = {}): void {
    if (this.isStopped || !this.isAlive) return;
    this.#goesOnAt = this.#simulation.now + seconds;
    this.isStopped = true;
    this.#isSuspended = isSuspended && this.wrongClock !== 'wall';
    if (this.#isSuspended) this.wrongClock = 'monotonic';
    this.#stoppedAt = this.#simulation.now;
    this.#simulation.say(`${this.name} ${this.#isSuspended ? 'is suspended' : 'is stopped'}`);
  }

  goOn(): void {
    if (!this.isStopped || !this.isAlive) return;
    this.isStopped = false;
    if (this.#isSuspended) this.#standing += this.#simulation.now - this.#stoppedAt;
    this.#simulation.say(`${this.name} goes on`);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const act of waiting) this.#simulation.after(0, () => this.deliver(act));
  }

  crash(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#waiting = [];
    this.#simulation.say(`${this.name} crashes`);
  }

  get #now(): number {
    const { now } = this.#simulation;
    return this.isStopped ? Math.max(now, this.#goesOnAt) : now;
  }

  #sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = () => {
        due.isOff = true;
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const due = this.#simulation.after(seconds, () => this.deliver(wake));
      signal?.addEventListener('abort', wake);
    });
  }
}
