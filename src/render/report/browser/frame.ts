/** Beside what is shown, in units of the picture. */
const MARGIN = 30;
/** Units of the picture a pixel shows at least. */
const MIN_SCALE = 0.25;

/** A part of a picture, in its units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a picture that is seen: its view box. */
export class Frame {
  readonly #picture: SVGSVGElement;
  readonly #whole: Box;
  #seen: Box;

  constructor(picture: SVGSVGElement) {
    const { x, y, width, height } = picture.viewBox.baseVal;
    this.#picture = picture;
    this.#whole = { x, y, width, height };
    this.#seen = this.#whole;
  }

  fit(): void {
    this.#see(this.#whole);
  }

  /** Shows a box with some margin. */
  show({ x, y, width, height }: Box, margin = MARGIN): void {
    this.#see({ x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin });
  }

  /** Shows `factor` times as much; what is at a place of the screen, or in the middle, stays there. */
  zoomBy(factor: number, at?: { readonly clientX: number; readonly clientY: number }): void {
    const { x, y, width, height } = this.#seen;
    const least = (this.#picture.getBoundingClientRect().width * MIN_SCALE) / width;
    const most = Math.max(1, this.#whole.width / width, this.#whole.height / height);
    const by = Math.min(most, Math.max(least, factor));
    const fixed = at ? this.#pointAt(at) : { x: x + width / 2, y: y + height / 2 };
    this.#see({
      x: fixed.x - (fixed.x - x) * by,
      y: fixed.y - (fixed.y - y) * by,
      width: width * by,
      height: height * by,
    });
  }

  /** Shows what is so far to the right and below, in shares of what is seen. */
  panBy(right: number, down: number): void {
    const { x, y, width, height } = this.#seen;
    this.#see({ x: x + right * width, y: y + down * height, width, height });
  }

  /** Moves the picture under the pointer, in pixels. */
  moveBy(right: number, down: number): void {
    const { a = 1, d = 1 } = this.#picture.getScreenCTM() ?? {};
    const { x, y, width, height } = this.#seen;
    this.#see({ x: x - right / a, y: y - down / d, width, height });
  }

  /** The middle of what is seen stays inside the picture. */
  #see({ x, y, width, height }: Box): void {
    const whole = this.#whole;
    const middle = {
      x: Math.min(whole.x + whole.width, Math.max(whole.x, x + width / 2)),
      y: Math.min(whole.y + whole.height, Math.max(whole.y, y + height / 2)),
    };
    this.#seen = { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
    this.#picture.setAttribute('viewBox', `${this.#seen.x} ${this.#seen.y} ${width} ${height}`);
  }

  #pointAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): DOMPoint {
    return new DOMPoint(clientX, clientY).matrixTransform(this.#picture.getScreenCTM()?.inverse());
  }
}
