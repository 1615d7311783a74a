import type { Box, Frame } from './frame.ts';

/** Pixels a unit of the picture takes at least where its text can be read. */
const READABLE_SCALE = 0.6;

/** What is seen left of the end of a link, as a share of the width: the reader is to its right. */
const LEFT_OF_END = 0.4;

/** Shows the path that decided: all of it where its text can be read then, else one reader after another. */
export class PathTour {
  readonly #picture: SVGSVGElement;
  readonly #frame: Frame;
  #stop = 0;

  constructor(picture: SVGSVGElement, frame: Frame) {
    this.#picture = picture;
    this.#frame = frame;
  }

  /** From what was measured to the ramp, then from the start again. */
  next(): void {
    const lines = [
      ...this.#picture.querySelectorAll<SVGPathElement>('.net.because:not([data-reader=""]) > .line'),
    ];
    if (lines.length === 0) return;
    const { width, height } = this.#picture.getBoundingClientRect();
    const whole = boxAround(lines.map((line) => line.getBBox()));
    if (Math.min(width / whole.width, height / whole.height) >= READABLE_SCALE) {
      this.#frame.show(whole);
      return;
    }
    const ends = lines.map((line) => line.getPointAtLength(line.getTotalLength())).sort((a, b) => a.y - b.y);
    const { x, y } = ends[this.#stop % ends.length]!;
    this.#stop = (this.#stop + 1) % ends.length;
    this.#frame.show({ x: x - width * LEFT_OF_END, y: y - height / 2, width, height }, 0);
  }
}

function boxAround(boxes: readonly DOMRect[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
