/** A part of the page that shows what is under the cursor. */
export type View = (bucket: number) => void;

/** The one cursor of a page: a bucket of the run, shown by every view. */
export class Cursor {
  readonly #buckets: number;
  readonly #views: readonly View[];
  #bucket = 0;

  constructor(buckets: number, views: readonly View[]) {
    this.#buckets = buckets;
    this.#views = views;
  }

  get bucket(): number {
    return this.#bucket;
  }

  /** Goes to a bucket, or to the nearest there is. */
  moveTo(bucket: number): void {
    this.#bucket = Math.min(this.#buckets - 1, Math.max(0, bucket));
    for (const view of this.#views) view(this.#bucket);
  }

  /** Goes to the bucket at a share of the run, 0 to 1. */
  moveToShare(share: number): void {
    this.moveTo(Math.floor(share * this.#buckets));
  }
}
