import type { TickWindow } from '../cells.ts';

/** No fewer ticks are shown. */
const MIN_TICKS = 10;

/** Called when another part of the run is shown. */
export type WindowView = (window: TickWindow) => void;

/** The part of the run that all plots show. */
export class Zoom {
  readonly #ticks: number;
  readonly #views: readonly WindowView[];
  #window: TickWindow;

  constructor(ticks: number, views: readonly WindowView[]) {
    this.#ticks = Math.max(1, ticks);
    this.#views = views;
    this.#window = { from: 0, to: this.#ticks };
  }

  get window(): TickWindow {
    return this.#window;
  }

  get isWhole(): boolean {
    return this.#length === this.#ticks;
  }

  get #length(): number {
    return this.#window.to - this.#window.from;
  }

  /** Shows the ticks between two, in whatever order; never less than a few, never more than there are. */
  show(a: number, b: number): void {
    const least = Math.min(MIN_TICKS, this.#ticks);
    const length = Math.min(this.#ticks, Math.max(least, Math.abs(b - a)));
    const wanted = (a + b) / 2 - length / 2;
    const from = Math.min(this.#ticks - length, Math.max(0, wanted));
    this.#window = { from, to: from + length };
    for (const view of this.#views) view(this.#window);
  }

  all(): void {
    this.show(0, this.#ticks);
  }

  /** Shows `factor` times as many ticks; `tick` stays where it is. */
  zoomBy(factor: number, tick: number): void {
    const length = Math.min(this.#ticks, Math.max(MIN_TICKS, this.#length * factor));
    const share = (tick - this.#window.from) / this.#length;
    this.show(tick - share * length, tick + (1 - share) * length);
  }

  /** Shows what comes so many ticks later, or earlier. */
  panBy(ticks: number): void {
    const { from, to } = this.#window;
    const by = Math.min(this.#ticks - to, Math.max(-from, ticks));
    this.show(from + by, to + by);
  }

  /** Shows a tick, with the same number of ticks around it. */
  follow(tick: number): void {
    const { from, to } = this.#window;
    if (tick >= from && tick < to) return;
    const half = this.#length / 2;
    this.show(tick - half, tick + half);
  }
}
