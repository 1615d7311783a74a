import type { Seconds, Ticks } from '../text/duration.ts';
import type { DynamicType } from './binding.ts';
import type { Feeds } from './compile/loops.ts';
import type { Reading } from './reading.ts';
import type { Component } from './tree.ts';

/**
 * One signal of the circuit: its key, the name of its trace column and its place in the frame. Signals that
 * always equal each other share one.
 */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly slot: number;
}

/** What a reading is of, as people say it: `average latency` in `ms`. The unit is empty where it is unknown. */
export interface Measure {
  readonly title: string;
  readonly unit: string;
}

/**
 * A query and where its results go. It runs on ticks 0, every, 2·every ...; its last result is kept in
 * `resultSlot`, which is its signal's own.
 */
export interface Query {
  readonly component: Component;
  /** The name of the signal it feeds; its component id where it feeds none. */
  readonly signal: string;
  readonly query_string: string;
  readonly every: Ticks;
  readonly resultSlot: number;
  /** What it measures, where that is known; a run does not depend on it. */
  readonly measure?: Measure;
}

/** A key of the dynamic configuration, bound to the frame; `initial` is the policy's own value. */
export interface DynamicCell extends DynamicType {
  readonly key: string;
  readonly slot: number;
  readonly initial: Reading;
}

/** A running circuit: `frame` is all its memory, `tick` advances it by one interval. */
export interface Engine {
  readonly frame: Float64Array;
  readonly tick: () => void;
  /** The decision of every output, in the order of `Plan.outputs`. */
  readonly decisions: readonly (() => Reading)[];
}

/** A compiled circuit. It holds no readings: `start` gives a frame of its own to every run. */
export interface Plan {
  readonly interval: Seconds;
  /** As the user nested it; for diagrams. */
  readonly tree: readonly Component[];
  /** The leaves, flattened; `loops`, `order` and `feeds` name a leaf by its position here. */
  readonly leaves: readonly Component[];
  readonly order: readonly number[];
  /** Leaf by leaf, the leaves whose signals it reads. */
  readonly feeds: Feeds;
  /** Signals in component order: the columns of a trace. */
  readonly columns: readonly Column[];
  readonly queries: readonly Query[];
  readonly outputs: readonly Component[];
  readonly dynamic: readonly DynamicCell[];
  /** `consumer leaf -> producer leaves` whose signals it reads one tick late. */
  readonly loops: ReadonlyMap<number, ReadonlySet<number>>;
  /** Key of a signal -> its slot; undefined when nothing produces it. */
  readonly slotOf: (key: string) => number | undefined;
  /** Key of a looped signal -> the slot of its last tick's value. */
  readonly delayedSlotOf: (key: string) => number | undefined;
  /** Key of a signal -> the leaf that puts it out. */
  readonly producerOf: (key: string) => Component | undefined;
  /** Component id -> its first state cell, for leaves. */
  readonly stateOf: (id: string) => number | undefined;
  /** A fresh run, or one that goes on from a snapshot (`frame.slice()`). */
  readonly start: (from?: Float64Array) => Engine;
}
