/** Numbers from a seed: 0 <= x < 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Something that happens later, unless it is called off. */
export interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
  isOff: boolean;
}

/** Time that goes from event to event; what promises do in between takes none. */
export class Simulation {
  now = 0;
  readonly random: () => number;
  readonly trace: string[] = [];
  readonly #events: Event[] = [];
  #order = 0;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  /** A number from `from` to `to`. */
  between(from: number, to: number): number {
    return from + (to - from) * this.random();
  }

  isChance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)]!;
  }

  after(seconds: number, act: () => void): Event {
    const event = { at: this.now + Math.max(0, seconds), order: this.#order++, act, isOff: false };
    let place = this.#events.length;
    while (place > 0 && isBefore(this.#events[place - 1]!, event)) place--;
    this.#events.splice(place, 0, event);
    return event;
  }

  say(text: string): void {
    this.trace.push(`${this.now.toFixed(3).padStart(8)}  ${text}`);
  }

  /** Runs until then; `check` is called after every event. */
  async runUntil(end: number, check: () => void): Promise<void> {
    for (;;) {
      const next = this.#events.at(-1);
      if (!next || next.at > end) break;
      this.#events.pop();
      if (next.isOff) continue;
      this.now = next.at;
      next.act();
      await drained();
      check();
    }
    this.now = end;
  }
}

/** The latest stand first. */
const isBefore = (one: Event, other: Event): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** More turns than any chain of promises has between two events. */
async function drained(): Promise<void> {
  for (let i = 0; i < 12; i++) await null;
}
