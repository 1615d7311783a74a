import { uniform } from '../../numerics/random.ts';
import { studentQuantile } from '../../numerics/student.ts';
import { orderStatistics } from './order.ts';
import type { Interval } from './wilson.ts';

const DRAWS = 2000;
const MIN_BLOCKS = 4;
/** The normal quantile that the percentiles of the draws stand for. */
const NORMAL = 1.96;

/**
 * The 95 % interval of the mean of a series by circular block bootstrap, `block` values at a time. Its half widths are times
 * t(0.975, B-1) / 1.96 · sqrt(B / (B-1)), B the number of blocks; null under 4 blocks.
 */
export function meanInterval(values: readonly number[], block: number, seed: number): Interval | null {
  const blocks = Math.floor(values.length / block);
  if (blocks < MIN_BLOCKS) return null;
  const sums = circularSums(values);
  const mean = sums[values.length]! / values.length;
  const draws = Array.from({ length: DRAWS }, (_, draw) => drawMean(sums, block, { seed, draw }));
  const [low = mean, high = mean] = orderStatistics(draws, [2.5, 97.5]);
  const factor = (studentQuantile(0.975, blocks - 1) / NORMAL) * Math.sqrt(blocks / (blocks - 1));
  return [mean - (mean - low) * factor, mean + (high - mean) * factor];
}

/** Sums of the values before each position, over the series twice. */
function circularSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 * values.length + 1);
  for (let i = 0; i < 2 * values.length; i++) sums[i + 1] = sums[i]! + values[i % values.length]!;
  return sums;
}

/** The mean of as many values as the series has, in blocks from random places; the last block is cut. */
function drawMean(
  sums: Float64Array,
  block: number,
  { seed, draw }: { readonly seed: number; readonly draw: number },
): number {
  const total = (sums.length - 1) / 2;
  let sum = 0;
  for (let index = 0; index * block < total; index++) {
    const from = Math.floor(uniform(seed, draw, index) * total);
    sum += sums[from + Math.min(block, total - index * block)]! - sums[from]!;
  }
  return sum / total;
}
