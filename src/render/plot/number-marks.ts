/** A mark on an axis: where it stands, in the axis's own unit, and what stands beside it. */
export interface AxisMark {
  readonly at: number;
  readonly text: string;
}

/** Ends of an axis; `low` is less than `high`. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const FACTORS = [1, 2, 2.5, 5, 10] as const;

/** Digits that a sum of binary fractions leaves exact. */
const DIGITS = 12;

/**
 * At most `maxMarks` round numbers inside a range, as close as 1, 2, 2.5 or 5 times a power of ten allows, lowest first.
 * None of a range whose ends are too near or too far apart for floats.
 */
export function numberMarks({ low, high }: Range, maxMarks: number): AxisMark[] {
  const step = stepOf(high - low, maxMarks);
  if (!Number.isFinite(step)) return [];
  const first = Math.ceil(low / step);
  const marks: AxisMark[] = [];
  for (let n = 0; n <= maxMarks; n++) {
    const at = exact((first + n) * step);
    const text = String(at);
    if (at >= low && at <= high && text !== marks.at(-1)?.text) marks.push({ at, text });
  }
  return marks;
}

/** The least round step of which `length` holds less than `maxMarks`; infinite where there is none. */
function stepOf(length: number, maxMarks: number): number {
  const least = length / Math.max(1, maxMarks - 1);
  if (!(least > 0) || !Number.isFinite(length)) return Number.POSITIVE_INFINITY;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = FACTORS.find((one) => exact(one * power) >= exact(least)) ?? 10;
  return factor * power;
}

const exact = (value: number): number => Number(value.toPrecision(DIGITS)) + 0;
