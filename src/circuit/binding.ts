import type { Seconds, Ticks } from '../text/duration.ts';
import type { PortTable, Slots } from './ports.ts';
import type { Reading } from './reading.ts';

/** How many ticks a duration takes, rounded up. */
export type TicksOf = (duration: Seconds) => Ticks;

/** One tick of one component: it reads and writes its slots of the frame, and allocates nothing. */
export type TickFunction = (frame: Float64Array) => void;

/** What a kind is bound to, once, when the plan is made. */
export interface Binding<C, I extends PortTable, O extends PortTable> {
  readonly in: Slots<I>;
  readonly out: Slots<O>;
  /** The first of the state cells this component asked for. */
  readonly state: number;
  readonly config: C;
  readonly ticks: TicksOf;
}

/** What the values of a key of the dynamic configuration are. */
export interface DynamicType {
  /** Its name in the status of a run. */
  readonly type: 'boolean' | 'constant';
  /** A value as the float of one state cell, coerced as a controller does; undefined keeps the policy's own. */
  readonly decode: (value: unknown) => Reading | undefined;
  /** Whether the value is one that people may write; others are refused. */
  readonly takes: (value: unknown) => boolean;
  /** What it must be, in words. */
  readonly expected: string;
}

/** A key of the dynamic configuration. */
export interface DynamicKey extends DynamicType {
  readonly key: string;
  readonly cell: number;
}

/** The dynamic key of a kind that keeps its reading in cell 0; none where the user names no key. */
export function dynamicCell(key: string | undefined, type: DynamicType): readonly DynamicKey[] {
  if (!key) return [];
  return [{ key, cell: 0, ...type }];
}
