/** A 32-bit hash of a 32-bit number (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number from 0 to below 1 that depends on its arguments alone: draw (seed, stream, index) is the same in any order. */
export const uniform = (seed: number, stream: number, index: number): number =>
  mix(mix(seed ^ mix(stream + 0x9e3779b9)) ^ mix(index + 1)) / 0x1_0000_0000;
