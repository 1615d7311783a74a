/** The data of a path through segments of a drawing, in relative steps. */
export class StepPath {
  #data = '';
  /** Where the path has got; NaN at its start and after a gap. */
  #y = Number.NaN;
  /** Units to the right that are not written yet. */
  #flat = 0;

  /** Leaves a segment out; the path goes on behind it. */
  skip(): void {
    this.#writeFlat();
    this.#y = Number.NaN;
  }

  /** Goes through the segment from `x` to `end`: to the nearer of its levels, to the other, and to the right. */
  through({ x, end }: { readonly x: number; readonly end: number }, low: number, high = low): void {
    const isHighNearer = Math.abs(this.#y - high) < Math.abs(this.#y - low);
    const [near, far] = isHighNearer ? [high, low] : [low, high];
    if (Number.isNaN(this.#y)) {
      this.#data += `M${x} ${near}`;
      this.#y = near;
    }
    this.#moveTo(near);
    this.#moveTo(far);
    this.#flat += end - x;
  }

  /** The whole path. */
  end(): string {
    this.#writeFlat();
    return this.#data;
  }

  #moveTo(y: number): void {
    if (y === this.#y) return;
    this.#writeFlat();
    this.#data += `v${y - this.#y}`;
    this.#y = y;
  }

  #writeFlat(): void {
    if (this.#flat > 0) this.#data += `h${this.#flat}`;
    this.#flat = 0;
  }
}
