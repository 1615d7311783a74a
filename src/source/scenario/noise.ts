import { mix } from '../../numerics/random.ts';

/**
 * Standard normal noise that depends on its arguments alone: draw (seed, stream, index) is the same in any order.
 * Box-Muller over two 32-bit hashes (the finaliser of MurmurHash3).
 */
export function noise(seed: number, stream: number, index: number): number {
  const key = mix(seed ^ mix(stream + 0x9e3779b9));
  const u = (mix(key ^ mix(index * 2 + 1)) + 1) / 0x1_0000_0001;
  const v = mix(key ^ mix(index * 2 + 2)) / 0x1_0000_0000;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}
