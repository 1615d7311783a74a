import { expect, test } from 'vitest';
import { type Blocks, blocksOf, fillBlocks } from '../../../src/judge/blocks.ts';

function filled(blocks: Blocks): (readonly [number, number])[] {
  const calls: (readonly [number, number])[] = [];
  fillBlocks(blocks, (from, to) => calls.push([from, to]));
  return calls;
}

test('one thread alone fills every block once', () => {
  const blocks = blocksOf(10, 4);
  expect(filled(blocks)).toEqual([
    [0, 4],
    [4, 8],
    [8, 10],
  ]);
  expect(filled(blocks)).toEqual([]);
});

test('a thread fills what nobody has begun, then again what others are still at', () => {
  const blocks = blocksOf(18, 4);
  blocks.states.set([3, 1, 0, 1]);
  expect(filled(blocks)).toEqual([
    [12, 16],
    [16, 18],
    [4, 8],
  ]);
  expect(filled(blocks)).toEqual([]);
});

test('a history without ticks has no block', () => {
  expect(filled(blocksOf(0))).toEqual([]);
});
