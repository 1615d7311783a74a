/** 11,000 samples of 250 series, more than any query of a circuit is meant to give; so much is never needed to see that. */
export const MAX_BYTES = 64 * 1024 * 1024;

export const BYTES_BOUND = `64 MiB (${MAX_BYTES} bytes)`;

/** An answer beyond one of the bounds that keep the memory it needs small. */
export class TooLarge extends Error {
  /** In words: `64 MiB (67108864 bytes)`. */
  readonly bound: string;

  constructor(bound: string) {
    super(`an answer of more than ${bound}`);
    this.bound = bound;
  }
}
