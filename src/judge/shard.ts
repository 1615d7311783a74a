/** One part of the starts, such as `1/4`. */
export interface Shard {
  /** From 1 to `of`. */
  readonly part: number;
  readonly of: number;
}

export const WHOLE: Shard = { part: 1, of: 1 };

/**
 * The numbers of the starts of a shard, in the order in which they are worked through: every first part of them is spread
 * evenly over the history. The shards of a whole take turns, so that each is such a sample itself.
 */
export function startNumbers(count: number, { part, of }: Shard = WHOLE): Int32Array {
  return bitReversed(count).filter((number) => number % of === part - 1);
}

/** 0 to before `count`, ordered by their bits from the last to the first. */
function bitReversed(count: number): Int32Array {
  const bits = Math.ceil(Math.log2(Math.max(1, count)));
  const order = new Int32Array(count);
  let filled = 0;
  for (let i = 0; i < 2 ** bits; i++) {
    const number = reversed(i, bits);
    if (number >= count) continue;
    order[filled] = number;
    filled++;
  }
  return order;
}

function reversed(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result = result * 2 + (Math.floor(value / 2 ** bit) % 2);
  return result;
}
