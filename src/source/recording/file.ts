import { endianness } from 'node:os';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { SourceFacts, SourceFault, SourceQuery } from '../source.ts';

// What a recording is made of; docs/recording.md describes it for others.

export const FORMAT = 'rollout-recording';
export const VERSION = 2;

/** The table of a preflight as JSON; a recording hands it on as it is. */
export type Preflight = readonly object[];

/** The first line of a recording: what was recorded, and how it was asked for. */
export interface Head {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly start: Moment;
  readonly interval: Seconds;
  readonly batch: number;
  readonly facts: SourceFacts;
  readonly queries: readonly SourceQuery[];
  /** Of a history: how many ticks its period has. */
  readonly ticks?: Ticks;
  /** Of a history: what was remarked before its first tick. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What the preflight found, query by query, as the result has it. */
  readonly preflight?: Preflight;
}

/** Why `count` evaluations of a query, from tick `first` on, had no value. */
export interface Reason {
  readonly query: number;
  readonly first: number;
  readonly count: number;
  readonly why: string;
}

/** One fill: the results of ticks first .. first + count - 1, of every query at the ticks it was evaluated. */
export interface Section {
  readonly first: number;
  readonly count: number;
  readonly reasons: readonly Reason[];
  readonly faults: readonly SourceFault[];
  readonly values: readonly Float64Array[];
}

/** A section without its readings, which follow the line: so many of each query. */
export type SectionLine = Omit<Section, 'values'> & { readonly lengths: readonly number[] };

/**
 * The last line: how many ticks the run had, what was remarked, and the bytes of each gzip member before its own. `end` is
 * false where the run failed: such a file is a part.
 */
export interface End {
  readonly end: boolean;
  readonly ticks: Ticks;
  /** The ticks of all sections: more than ran where Ctrl-C cut a history. Older recordings do not say it. */
  readonly readings?: Ticks;
  readonly diagnostics: readonly Diagnostic[];
  readonly members: readonly number[];
}

const PART = '.partial';

/** Where a history stands while it is recorded, and after a failure. */
export const partOf = (file: string): string => `${file}${PART}`;

export const isPart = (file: string): boolean => file.endsWith(PART);

/** The recording that a file is a part of; a file that is no part itself. */
export const wholeOf = (file: string): string => (isPart(file) ? file.slice(0, -PART.length) : file);

const isForeign = endianness() === 'BE';

/** Readings as eight bytes each, little-endian. */
export function toBytes(values: Float64Array): Buffer {
  const bytes = Buffer.from(values.slice().buffer);
  return isForeign ? bytes.swap64() : bytes;
}

export function fromBytes(bytes: Buffer): Float64Array {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  if (isForeign) Buffer.from(copy.buffer).swap64();
  return new Float64Array(copy.buffer);
}
