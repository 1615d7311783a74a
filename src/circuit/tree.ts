import type { Kind, KindFacts } from './kind.ts';
import type { Reading } from './reading.ts';

/** What feeds an in port: a signal by its key, or a constant with the text diagrams show. */
export type Feed =
  | { readonly signal: string }
  | { readonly signal?: undefined; readonly constant: Reading; readonly text: string };

export type PortPlace = (side: 'in' | 'out', port: string) => string;

/**
 * One component of the circuit, its config normalised and its ports resolved; composites hold their children.
 */
export interface Component {
  /** Path in the circuit: `root.14`, `root.14.0`. */
  readonly id: string;
  readonly kind: Kind;
  /** Config with defaults filled and durations in Seconds. */
  readonly config: unknown;
  readonly name: string;
  readonly label: string;
  /** JSON pointer of what the user wrote, inside the policy. */
  readonly pointer: string;
  readonly in: Readonly<Record<string, readonly Feed[]>>;
  /** Port to signal key; a port that puts out nothing is left out. */
  readonly out: Readonly<Record<string, string>>;
  readonly children: readonly Component[];
  /**
   * JSON pointer of where a port is written; an ingress and an egress name the port of the circuit around
   * them.
   */
  readonly at: PortPlace;
}

/** The config of a component where it is of this kind, typed as the kind declares it. */
export const configOf = <C>(kind: KindFacts<C>, component: Component): C | undefined =>
  component.kind === kind ? (component.config as C) : undefined;

const SEPARATOR = '/';

/** Signals are known by sub-circuit and name: `root/FORWARD`, `root.14/ACCEPT_PERCENTAGE`. */
export const signalKey = (circuit: string, name: string): string => `${circuit}${SEPARATOR}${name}`;

/** The name alone, as diagrams show it. */
export const signalName = (key: string): string => key.slice(key.indexOf(SEPARATOR) + 1);

/** The name of its column in a trace: top-level signals by name, others with their component's id. */
export const columnName = (key: string): string => (key.startsWith('root/') ? signalName(key) : key);
