import { expect, it } from 'vitest';
import { mix, uniform } from '../../../src/numerics/random.ts';

it('the same arguments give the same draw, others another', () => {
  expect(uniform(1, 2, 3)).toBe(uniform(1, 2, 3));
  expect(new Set([uniform(1, 2, 3), uniform(2, 2, 3), uniform(1, 3, 3), uniform(1, 2, 4)]).size).toBe(4);
});

it('the hash is the finaliser of MurmurHash3', () => {
  expect([0, 1, 0xffffffff].map(mix)).toEqual([0, 0x514e28b7, 0x81f16f39]);
});

it('draws fall evenly from 0 to below 1', () => {
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) tenths[Math.floor(uniform(7, 1, i) * 10)]! += 1;
  expect(tenths.every((count) => Math.abs(count - 10_000) < 400)).toBe(true);
});
