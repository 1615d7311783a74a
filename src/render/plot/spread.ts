/** A run of labels that stand `distance` apart: their mean place, less the distances inside, and how many. */
interface Block {
  readonly place: number;
  readonly count: number;
}

/** Where labels may stand: the least distance between two, and the first and last place. */
export interface LabelRange {
  readonly distance: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Moves labels apart that are too close: as little as possible, in their order. `wanted` ascends; where there is no room
 * for all, they stand as far apart as the range allows.
 */
export function spread(wanted: readonly number[], { distance, first, last }: LabelRange): number[] {
  const step = Math.min(distance, (last - first) / Math.max(1, wanted.length - 1));
  const blocks: Block[] = [];
  for (const [i, place] of wanted.entries()) {
    let block: Block = { place: place - i * step, count: 1 };
    for (let before = blocks.at(-1); before && before.place > block.place; before = blocks.at(-1)) {
      blocks.pop();
      block = joined(before, block);
    }
    blocks.push(block);
  }
  const end = last - (wanted.length - 1) * step;
  return blocks
    .flatMap(({ place, count }) => new Array<number>(count).fill(Math.min(end, Math.max(first, place))))
    .map((place, i) => place + i * step);
}

function joined(a: Block, b: Block): Block {
  const count = a.count + b.count;
  return { place: (a.place * a.count + b.place * b.count) / count, count };
}
