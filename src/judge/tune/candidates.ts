/** At most so many thresholds are tried of one criterion, those beyond the largest reading among them. */
export const MAX_CANDIDATES = 24;

/** How many times the largest reading; between them the place that rounding must keep. */
const BEYOND = [
  { fold: 1.05, from: 1, to: 1.1 },
  { fold: 1.2, from: 1.1, to: 1.3 },
] as const;

const MAX_DIGITS = 17;

/** What thresholds of a criterion are taken from. */
export interface CandidateOptions {
  /** 1 where higher readings are worse, -1 where lower ones are. */
  readonly worse: 1 | -1;
  /** As how many readings without memory they count. */
  readonly effective: number;
  readonly count?: number;
}

/**
 * Thresholds for a criterion on these readings, ascending: at the quantiles from 0.5 to 1 - 1/effective on the bad side,
 * geometric in the tail, each halfway between neighbouring distinct readings; and two beyond the worst reading.
 */
export function thresholdCandidates(readings: Float64Array, options: CandidateOptions): number[] {
  const { worse, effective, count = MAX_CANDIDATES } = options;
  const sorted = readings
    .filter(Number.isFinite)
    .map((reading) => reading * worse)
    .sort();
  if (sorted.length === 0) return [];
  const inside = tails(count - BEYOND.length, effective).flatMap((tail) => aboveQuantile(sorted, tail));
  const candidates = [...inside, ...beyond(sorted.at(-1)!)].map((one) => one * worse);
  return [...new Set(candidates)].sort((a, b) => a - b);
}

/** From 0.5 to 1 / effective, each the same share of the one before. */
function tails(count: number, effective: number): number[] {
  const last = Math.min(0.5, 1 / effective);
  if (count < 2) return [last].slice(0, count);
  return Array.from({ length: count }, (_, i) => 0.5 * (last / 0.5) ** (i / (count - 1)));
}

/** Halfway from the reading that a share of `tail` is above to the next larger one; none from the largest. */
function aboveQuantile(sorted: Float64Array, tail: number): number[] {
  const position = Math.max(0, Math.ceil((1 - tail) * sorted.length) - 1);
  const lower = sorted[position]!;
  const upper = sorted[firstAbove(sorted, lower, position)];
  return upper === undefined ? [] : [shortestBetween(lower, upper, lower + (upper - lower) / 2)];
}

/** The position of the first reading above one, which stands at `from` or behind. */
function firstAbove(sorted: Float64Array, reading: number, from: number): number {
  let [low, high] = [from, sorted.length];
  while (high - low > 0) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle]! > reading) high = middle;
    else low = middle + 1;
  }
  return low;
}

function beyond(largest: number): number[] {
  if (largest === 0) return [];
  const times = (fold: number): number => (largest > 0 ? largest * fold : largest / fold);
  return BEYOND.map(({ fold, from, to }) => shortestBetween(times(from), times(to), times(fold)));
}

/** A number rounded to the fewest digits that keep it between two others, neither of them. */
export function shortestBetween(lower: number, upper: number, number: number): number {
  for (let digits = 1; digits < MAX_DIGITS; digits++) {
    const rounded = Number(number.toPrecision(digits));
    if (rounded > lower && rounded < upper) return rounded;
  }
  return number;
}
