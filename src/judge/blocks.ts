import type { Ticks } from '../text/duration.ts';

/** The ticks of a history in blocks that threads fill together: whoever is sent them shares their states. */
export interface Blocks {
  readonly ticks: Ticks;
  /** How many ticks a block has, but for the last. */
  readonly size: Ticks;
  /** First how many blocks were begun; then, of each block, 1 when it is filled. */
  readonly states: Int32Array;
}

const USUAL_SIZE: Ticks = 8192;

export function blocksOf(ticks: Ticks, size: Ticks = USUAL_SIZE): Blocks {
  const bytes = (1 + Math.ceil(ticks / size)) * Int32Array.BYTES_PER_ELEMENT;
  return { ticks, size, states: new Int32Array(new SharedArrayBuffer(bytes)) };
}

/**
 * Returns when every block is filled. A thread takes the next block that nobody has begun; at the end it fills those again that
 * others are still at, so that nobody waits. So `fill` must write the same whoever calls it, and each place once.
 */
export function fillBlocks({ ticks, size, states }: Blocks, fill: (from: Ticks, to: Ticks) => void): void {
  const count = states.length - 1;
  const fillBlock = (block: number): void => {
    fill(block * size, Math.min(ticks, (block + 1) * size));
    Atomics.store(states, 1 + block, 1);
  };
  const next = (): number => Atomics.add(states, 0, 1);
  for (let block = next(); block < count; block = next()) fillBlock(block);
  for (let block = 0; block < count; block++) if (Atomics.load(states, 1 + block) === 0) fillBlock(block);
}
