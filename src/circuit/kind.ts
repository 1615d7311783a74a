import type { Seconds } from '../text/duration.ts';
import type { Binding, DynamicKey, TickFunction, TicksOf } from './binding.ts';
import type { PortTable, RawPorts, Slots } from './ports.ts';
import type { Reading } from './reading.ts';
import type { ConfigSchema } from './schema/config-schema.ts';

/**
 * Why a component put out what it did: a sentence, or the in ports (with the list position of `many`) that
 * decided.
 */
export type Reason = { readonly text: string } | { readonly follow: readonly InPort[] };

/**
 * What a reason may look at: the component's connected in ports, with the names and readings of this tick.
 */
export interface InPort {
  readonly port: string;
  readonly name: string;
  readonly reading: Reading;
}

/**
 * What the readings of an out port mean: true (1) or false (0), or what the readings of these in ports mean.
 */
export type Meaning = 'truth' | { readonly sameAs: readonly string[] };

/**
 * What every kind says of itself. The table of kinds feeds schema, docs, labels, defaults and port checks.
 * What takes a config is written as a method: TypeScript compares the parameters of methods both ways, so
 * that a kind with a config of its own is a `Kind`, and a component's own kind takes its config unnarrowed.
 */
export interface KindFacts<C> {
  /** The key in a policy, `decider`. */
  readonly kind: string;
  /** The key around it, where there is one: `flow_control`. */
  readonly group?: string;
  /** The name in diagrams, `Decider`. */
  readonly name: string;
  /** The name of one component, where its config gives it another. */
  nameOf?(config: C): string;
  /** Written by composites alone: not part of the language people write. */
  readonly internal?: boolean;
  /**
   * True for what steers other systems than feature rollouts: it is drawn, but in a run it is a sink, with
   * one warning.
   */
  readonly unsupported?: boolean;
  /** One sentence for docs and editors. */
  readonly summary: string;
  readonly in: PortTable;
  readonly out: PortTable;
  /** Ports that people write and that are none, with what to do instead. */
  readonly absentPorts?: ReadonlyMap<string, string>;
  /** Ports that `in_ports` must have where it is written; a controller takes a component without `in_ports`. */
  readonly inPortsNeed?: readonly string[];
  /** What its out ports mean; a number, where a port is not listed. */
  readonly meaning?: Readonly<Record<string, Meaning>>;
  /** Logic whose output is true because inputs are: a criterion read through it keeps its direction. */
  readonly keepsSense?: boolean;
  /**
   * Joins a port of the circuit around to the circuit inside: an ingress leads into it, an egress out of it.
   */
  readonly boundary?: 'ingress' | 'egress';
  /** Properties beside the ports, with defaults, units and descriptions. */
  readonly config: Readonly<Record<string, ConfigSchema>>;
  /** Which of `config` must be present. */
  readonly needs?: readonly string[];
  /** The second line in a diagram. */
  label?(config: C, ticks: TicksOf): string;
  /**
   * Ports that do not stand in `in_ports` and `out_ports` (nested circuits, auto scalers). `fallback` are
   * those that do.
   */
  ports?(config: C, fallback: RawPorts): RawPorts;
  /** Where such a port is written, below the component: `in_ports_map/x`. */
  readonly portAt?: (side: 'in' | 'out', port: string) => string;
  /** What the schema cannot say; the message completes "KIND: ...". */
  check?(config: C, ticks: TicksOf): string | undefined;
  reason?(ports: readonly InPort[], config: C, output: Reading): Reason;
  dynamic?(config: C): readonly DynamicKey[];
}

/** What is known of a feed before it runs: it is 0, 1 or invalid; it is never invalid. */
export interface Fact {
  readonly isTruth: boolean;
  readonly isNeverInvalid: boolean;
}

/** A leaf computes: `bind` runs once and returns the function of one tick, if it has one. */
export interface LeafKind<C = unknown, I extends PortTable = PortTable, O extends PortTable = PortTable>
  extends KindFacts<C> {
  readonly in: I;
  readonly out: O;
  /** Whether its one output is never invalid, from what is known of its feeds. */
  readonly isNeverInvalid?: (feeds: readonly Fact[]) => boolean;
  /** Which of its feeds its one output always equals: then they share a slot, and a tick does nothing. */
  readonly passes?: (feeds: readonly Fact[]) => number | undefined;
  /** The initial values of the cells it keeps between ticks. */
  state?(config: C, ticks: TicksOf): readonly number[];
  /**
   * Whether what it puts out depends on earlier ticks. Without it, a kind with state does; one whose cells hold no more than
   * its output or its configuration says that it does not.
   */
  remembers?(config: C, ticks: TicksOf): boolean;
  /** Out ports whose reading stands in a state cell, by the cell's position: they share its slot. */
  readonly stateOutputs?: { readonly [P in keyof O]?: number };
  bind(binding: Binding<C, I, O>): TickFunction | undefined;
}

/** An input brings readings from a source; its value is held until the next evaluation. */
export interface InputKind<C = unknown> extends KindFacts<C> {
  query(config: C): { readonly query_string: string; readonly evaluation_interval: Seconds };
}

/** An output steers something outside; `actuate` gives the decision that the in ports amount to. */
export interface OutputKind<C = unknown, I extends PortTable = PortTable> extends KindFacts<C> {
  readonly in: I;
  actuate(ports: { readonly in: Slots<I>; readonly config: C }): (frame: Float64Array) => Reading;
}

/**
 * A composite is written as other components: raw ones, in the policy's own spelling; durations may be
 * Seconds.
 */
export interface CompositeKind<C = unknown> extends KindFacts<C> {
  expand(config: C, interval: Seconds): readonly unknown[];
  /** The config keys under which a user writes these components himself, and maps their ports. */
  readonly written?: { readonly components: string; readonly in: string; readonly out: string };
}

export type Kind = LeafKind | InputKind | OutputKind | CompositeKind;

export const leaf =
  <C = Record<never, never>>() =>
  <const I extends PortTable, const O extends PortTable>(kind: LeafKind<C, I, O>): LeafKind<C, I, O> =>
    kind;

export const input = <C>(kind: InputKind<C>): InputKind<C> => kind;

export const output =
  <C = Record<never, never>>() =>
  <const I extends PortTable>(kind: OutputKind<C, I>): OutputKind<C, I> =>
    kind;

export const composite = <C>(kind: CompositeKind<C>): CompositeKind<C> => kind;
