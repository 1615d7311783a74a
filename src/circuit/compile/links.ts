import type { Seconds } from '../../text/duration.ts';
import type { Component } from '../tree.ts';
import type { Feeds } from './loops.ts';

/** What compile has worked out before slots are laid out. */
export interface Links {
  readonly interval: Seconds;
  readonly tree: readonly Component[];
  readonly leaves: readonly Component[];
  /** Signal key -> the leaf that produces it. */
  readonly producers: ReadonlyMap<string, number>;
  readonly feeds: Feeds;
  /** The initial state cells of every leaf. */
  readonly cells: readonly (readonly number[])[];
  readonly loops: ReadonlyMap<number, ReadonlySet<number>>;
  readonly order: readonly number[];
}
