import type { History } from '../history.ts';
import { sizeText } from './effect-text.ts';
import { middleOf, valuesBetween } from './effect-word.ts';
import type { Injection } from './injection.ts';

/** The search for the smallest effect of one kind that is caught. */
export interface SmallestSearch {
  /** The injection that those tried are like, but for their size. */
  readonly like: Injection;
  /** What is tried first, the smallest first. */
  readonly sizes: readonly number[];
}

/** Size -> the share of the exposed rehearsals that caught it. */
export type TriedSizes = ReadonlyMap<number, number>;

const EFFECTS = 16;
const HALVINGS = 4;
const LEAST_SHARE = 0.95;
/** Halvings make no more than these certain. */
const DIGITS = 3;
const FACTORS = [1.02, 4] as const;
/** In standard deviations of the readings. */
const DEVIATIONS = [1 / 8, 8] as const;

/**
 * One search for each signal that has a factor or an addition on it, like the first of these: 16 effects, spaced as those of a
 * range, from x1.02 to x4 (1 over them where the first is under x1), or from 1/8 to 8 standard deviations of its readings, up or down.
 */
export function smallestSearches(
  injections: readonly Injection[],
  { columns }: Pick<History, 'columns'>,
): SmallestSearch[] {
  const searches = new Map<string, SmallestSearch>();
  for (const like of injections) {
    if (searches.has(like.signal)) continue;
    const sizes = sizesLike(like, columns[like.query]!);
    if (sizes.length > 0) searches.set(like.signal, { like, sizes });
  }
  return [...searches.values()];
}

function sizesLike({ operator, size }: Injection, column: Float64Array): number[] {
  if (operator === '=') return [];
  if (operator === 'x') {
    const sizes = valuesBetween('x', FACTORS, EFFECTS);
    return size < 1 ? sizes.map((one) => 1 / one) : sizes;
  }
  const deviation = deviationOf(column);
  const unit = size < 0 ? -deviation : deviation;
  const [least, most] = DEVIATIONS;
  return deviation > 0 ? valuesBetween('+', [least * unit, most * unit], EFFECTS) : [];
}

/** The standard deviation of the valid readings; 0 where there are no two. */
function deviationOf(column: Float64Array): number {
  let [count, mean, squares] = [0, 0, 0];
  for (const reading of column) {
    if (!Number.isFinite(reading)) continue;
    count++;
    const distance = reading - mean;
    mean += distance / count;
    squares += distance * (reading - mean);
  }
  return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
}

/** The injection of one size. */
export const injectionOfSize = ({ like }: SmallestSearch, size: number): Injection => ({
  ...like,
  size,
  effect: `${like.signal}: ${sizeText({ operator: like.operator, size })}`,
});

/** What is to be tried next, on the same starts as all others; none at the end. */
export function nextSizes({ like, sizes }: SmallestSearch, tried: TriedSizes): readonly number[] {
  const untried = sizes.filter((size) => !tried.has(size));
  if (untried.length > 0) return untried;
  const bounds = boundsOf({ like, sizes }, tried);
  return bounds?.untried === undefined ? [] : [bounds.untried];
}

/**
 * The least effect from which on every larger one is caught in 95 of 100, as `x1.18`, and its exact size; null where the largest
 * is not.
 */
export function smallestEffect(
  search: SmallestSearch,
  tried: TriedSizes,
): { readonly effect: string; readonly size: number } | null {
  const bounds = boundsOf(search, tried);
  if (!bounds) return null;
  const { operator } = search.like;
  const size = bounds.caught;
  return { effect: sizeText({ operator, size: Number(size.toPrecision(DIGITS)) }), size };
}

interface Bounds {
  readonly caught: number;
  /** The next halving between it and the one below. */
  readonly untried?: number;
}

function boundsOf({ like, sizes }: SmallestSearch, tried: TriedSizes): Bounds | undefined {
  const isCaught = (size: number): boolean => (tried.get(size) ?? 0) >= LEAST_SHARE;
  const last = sizes.findLastIndex((size) => !isCaught(size));
  let caught = sizes[last + 1];
  let missed = sizes[last];
  if (caught === undefined) return undefined;
  for (let i = 0; i < HALVINGS && missed !== undefined; i++) {
    const middle = middleOf(like.operator, missed, caught);
    if (!tried.has(middle)) return { caught, untried: middle };
    if (isCaught(middle)) caught = middle;
    else missed = middle;
  }
  return { caught };
}
