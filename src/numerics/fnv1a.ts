/** FNV-1a, 32 bit, of a text's UTF-8 bytes: 0 to 2^32 - 1. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The share of requests up to which a sampler takes those with this label value: its hash as 0 to 1. */
export const labelShare = (value: string): number => fnv1a(value) / 0xffff_ffff;
