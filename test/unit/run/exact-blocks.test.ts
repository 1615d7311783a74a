import { expect, test } from 'vitest';
import { BLOCK_TICKS, ExactBlocks } from '../../../src/run/exact-blocks.ts';

/** Ticks whose reading is their number, kept around some of them. */
function pass(ticks: number, keepAt: readonly number[], maxBlocks = 100): ExactBlocks {
  const blocks = new ExactBlocks(1);
  for (let tick = 0; tick < ticks; tick++) {
    if (keepAt.includes(tick)) blocks.keep(maxBlocks);
    blocks.add(Float64Array.of(tick));
  }
  return blocks;
}

const spans = (blocks: ExactBlocks) => blocks.kept.map(({ first, ticks }) => [first, ticks]);

test('the block of a moment is kept, the one before it and the one after it', () => {
  const blocks = pass(10 * BLOCK_TICKS, [3 * BLOCK_TICKS + 7]);
  expect(spans(blocks)).toEqual([2, 3, 4].map((block) => [block * BLOCK_TICKS, BLOCK_TICKS]));
  for (const { first, ticks, width, readings } of blocks.kept) {
    expect(width).toBe(1);
    expect([...readings]).toEqual(Array.from({ length: ticks }, (_, i) => first + i));
  }
});

test('moments near each other share blocks, and each block is kept once', () => {
  expect(spans(pass(10 * BLOCK_TICKS, [700, 701, 1100, 1600]))).toEqual(
    [0, 1, 2, 3, 4].map((block) => [block * BLOCK_TICKS, BLOCK_TICKS]),
  );
});

test('a run that ends inside a block has what there is of it', () => {
  expect(spans(pass(1000, [900]))).toEqual([
    [0, 512],
    [512, 488],
  ]);
  expect(spans(pass(1000, []))).toEqual([]);
});

test('no more blocks are kept than there is room for', () => {
  expect(spans(pass(40 * BLOCK_TICKS, [5, 6000, 12_000], 3))).toHaveLength(2 + 3);
});
