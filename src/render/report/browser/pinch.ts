import type { TickWindow } from '../cells.ts';

/** A finger that moves less, in pixels, taps. */
const MIN_DRAG = 8;
/** Two fingers nearer to each other, as a share of the width, do not zoom. */
const MIN_DISTANCE = 0.02;

/** What is read of a pointer's event. */
interface Touched {
  readonly pointerId: number;
  readonly clientX: number;
}

interface Finger {
  /** Where it first touched, in pixels. */
  readonly start: number;
  /** The tick that was under it. */
  readonly tick: number;
  x: number;
}

/** The fingers on a plot, and what is to be shown so that each keeps its tick under it. */
export class Pinch {
  readonly #fingers = new Map<number, Finger>();
  readonly #shown: () => TickWindow;
  readonly #shareAt: (x: number) => number;
  /** Whether a finger has moved, or a second one touched, since the first touched. */
  #isMoved = false;

  constructor(shown: () => TickWindow, shareAt: (x: number) => number) {
    this.#shown = shown;
    this.#shareAt = shareAt;
  }

  get fingers(): number {
    return this.#fingers.size;
  }

  add({ pointerId, clientX }: Touched): void {
    const { from, to } = this.#shown();
    this.#isMoved = this.fingers > 0;
    for (const [id, { x }] of this.#fingers) this.#fingers.set(id, this.#fingerAt(x, from, to));
    this.#fingers.set(pointerId, this.#fingerAt(clientX, from, to));
  }

  /** Whether the fingers drag, not only touch. */
  move({ pointerId, clientX }: Touched): boolean {
    const finger = this.#fingers.get(pointerId);
    if (!finger) return false;
    finger.x = clientX;
    this.#isMoved ||= Math.abs(clientX - finger.start) >= MIN_DRAG;
    return this.#isMoved;
  }

  /** Whether it was a tap. */
  remove({ pointerId }: Touched): boolean {
    const isTap = this.#fingers.delete(pointerId) && !this.#isMoved;
    const { from, to } = this.#shown();
    for (const [id, { x }] of this.#fingers) this.#fingers.set(id, this.#fingerAt(x, from, to));
    return isTap && this.fingers === 0;
  }

  /** Undefined where no finger touches, or two are at one place. */
  window(): TickWindow | undefined {
    const [a, b] = [...this.#fingers.values()].sort((one, other) => one.x - other.x);
    if (!a) return undefined;
    const shown = this.#shown();
    const share = this.#shareAt(a.x);
    if (!b) return windowFrom(a.tick, share, shown.to - shown.from);
    const distance = this.#shareAt(b.x) - share;
    if (distance < MIN_DISTANCE || b.tick <= a.tick) return undefined;
    return windowFrom(a.tick, share, (b.tick - a.tick) / distance);
  }

  #fingerAt(x: number, from: number, to: number): Finger {
    return { start: x, x, tick: from + this.#shareAt(x) * (to - from) };
  }
}

/** So many ticks, one of them at a share of the width. */
const windowFrom = (tick: number, share: number, length: number): TickWindow => ({
  from: tick - share * length,
  to: tick + (1 - share) * length,
});
