import { suggest } from '../../text/suggest.ts';
import type { BoundaryConfig } from '../kinds/nested-signal-ingress.ts';
import { type PortPlace, signalKey } from '../tree.ts';
import type { Report } from './context.ts';
import type { ErrorNode } from './error-node.ts';
import { type Ports, portNamed } from './ports.ts';
import type { SoundComponent } from './sound-component.ts';

/** What a circuit consists of after recovery. */
export interface Circuit {
  readonly components: readonly SoundComponent[];
  readonly errors: readonly ErrorNode[];
}

/** The boundary of a circuit: its id, the names of the ports that are mapped, and where each is written. */
export interface Boundary {
  readonly id: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
  readonly at: PortPlace;
}

type Side = 'ingress' | 'egress';

/** The boundary that the ports of a component make. */
export const boundaryOf = ({ id, ports }: SoundComponent): Boundary => ({
  id,
  in: Object.keys(ports.in),
  out: Object.keys(ports.out),
  at: ports.at,
});

/** Every mapped port has its one ingress or egress inside; gives the names of those that have none. */
export function checkBoundary(
  circuit: Circuit,
  boundary: Boundary,
  report: Report,
): { readonly in: readonly string[]; readonly out: readonly string[] } {
  const open = {
    in: openPorts(circuit, 'ingress', boundary.in),
    out: openPorts(circuit, 'egress', boundary.out),
  };
  for (const { side, direction } of SIDES) {
    const ends = endsOf(circuit, side);
    reportDuplicates(ends, report);
    for (const port of open[direction]) {
      if (circuit.errors.some((node) => mayBeEnd(node, side, signalKey(boundary.id, port)))) continue;
      const params = { port, circuit: boundary.id, side, suggestion: suggest(port, ends.map(portNameOf)) };
      report('CIRCUIT_NESTED_PORT', params, boundary.at(direction, port));
    }
  }
  return open;
}

const SIDES = [
  { side: 'ingress', direction: 'in' },
  { side: 'egress', direction: 'out' },
] as const;

/** Warns of every ingress whose port reads nothing in the circuit around. */
export function checkIngresses(circuit: Circuit, around: Ports, report: Report): void {
  for (const ingress of endsOf(circuit, 'ingress')) {
    const port = portNameOf(ingress);
    if (!portNamed(around.in, port)?.length)
      report('CIRCUIT_UNCONNECTED_PORT', { kind: 'nested_circuit', port }, `${ingress.pointer}/port_name`);
  }
}

const endsOf = ({ components }: Circuit, side: Side): SoundComponent[] =>
  components.filter(({ kind }) => kind.boundary === side);

const portNameOf = ({ config }: SoundComponent): string =>
  String((config as Partial<BoundaryConfig>).port_name ?? '');

function reportDuplicates(ends: readonly SoundComponent[], report: Report): void {
  const known = new Set<string>();
  for (const end of ends) {
    const port = portNameOf(end);
    if (known.has(port)) report('CIRCUIT_DUPLICATE_PORT', { port }, `${end.pointer}/port_name`);
    known.add(port);
  }
}

function openPorts(circuit: Circuit, side: Side, mapped: readonly string[]): string[] {
  const ends = new Set(endsOf(circuit, side).map(portNameOf));
  return mapped.filter((port) => !ends.has(port));
}

/**
 * Whether an error node may be the end of a port: it says the port's name, or is an end of which no name is
 * known.
 */
const mayBeEnd = ({ possibleSignals, unnamedEnd }: ErrorNode, side: Side, name: string): boolean =>
  possibleSignals.has(name) || unnamedEnd === side;
