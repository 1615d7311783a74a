import type { Kind } from '../kind.ts';
import type { Context } from './context.ts';
import { checkConfig, normaliseConfig } from './normalise-config.ts';
import { checkPorts, type Ports, readPorts, resolvePorts } from './ports.ts';

/** Where a component stands: its id, the id of its circuit, and its JSON pointer in the policy. */
export interface ComponentPlace {
  readonly id: string;
  readonly circuit: string;
  readonly pointer: string;
}

/** A component of a known kind, its config normalised and its ports resolved in its circuit. */
export interface SoundComponent {
  readonly id: string;
  readonly kind: Kind;
  /** Config with defaults filled and durations in Seconds. */
  readonly config: unknown;
  readonly pointer: string;
  readonly ports: Ports;
  /** The components a user wrote inside it. */
  readonly inside: readonly SoundComponent[];
}

/** The sound components of one circuit; the circuit of the policy has depth 0. */
export interface SoundCircuit {
  readonly components: readonly SoundComponent[];
  readonly depth: number;
}

/** Reads the body of a component of this kind; reports what the schema cannot say of its config and ports. */
export function readSound(
  { kind, body }: { readonly kind: Kind; readonly body: unknown },
  { id, circuit, pointer }: ComponentPlace,
  context: Context,
): SoundComponent {
  const place = { kind, pointer };
  const config = normaliseConfig(place, body, context.report);
  const ports = readPorts(kind, config);
  checkPorts(place, ports, context.report);
  checkConfig(place, config, context);
  return { id, kind, config, pointer, ports: resolvePorts(place, ports, circuit), inside: [] };
}
