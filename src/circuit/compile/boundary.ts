import { suggest } from '../../text/suggest.ts';
import type { BoundaryConfig } from '../kinds/nested-signal-ingress.ts';
import { type Component, type PortPlace, signalKey } from '../tree.ts';
import { unreadable } from './recover.ts';
import type { Report } from './report.ts';
import type { Wiring } from './wiring.ts';

type Side = 'ingress' | 'egress';

/** The boundary of a circuit: the names of the ports that are mapped, and where each is written. */
export interface Boundary {
  readonly id: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
  readonly at: PortPlace;
}

/** Every mapped port has its one ingress or egress inside; gives those that have none. */
export function checkBoundary(
  children: readonly Component[],
  { id, in: ins, out, at }: Boundary,
  report: Report,
): Pick<Boundary, 'in' | 'out'> {
  return {
    in: checkSide(children, 'ingress', ins, (port) => at('in', port), id, report),
    out: checkSide(children, 'egress', out, (port) => at('out', port), id, report),
  };
}

/** Every ingress a user wrote has its port mapped. */
export function warnOfIdle(children: readonly Component[], around: Wiring, report: Report): void {
  for (const { kind, config, pointer } of children) {
    const port = portNameOf(config) ?? '';
    if (kind.boundary === 'ingress' && !around.in[port]?.length)
      report('CIRCUIT_UNCONNECTED_PORT', { kind: 'nested_circuit', port }, `${pointer}/port_name`);
  }
}

/**
 * The children of a circuit, and where mapped ports have no end inside, one that stands for them: it reads and puts out
 * what they do, so that nothing around is called undefined or unused on their account.
 */
export function withOpenPorts(
  children: readonly Component[],
  open: Pick<Boundary, 'in' | 'out'>,
  id: string,
  around: Wiring,
  pointer: string,
): readonly Component[] {
  if (open.in.length + open.out.length === 0) return children;
  const pick = <T>(given: Readonly<Record<string, T>>, ports: readonly string[]) =>
    Object.fromEntries(ports.map((port) => [port, given[port]!]));
  const ports: Component = {
    id: `${id}.ports`,
    kind: unreadable,
    config: {},
    name: 'NestedCircuit',
    label: '',
    pointer,
    in: pick(around.in, open.in),
    out: pick(around.out, open.out),
    children: [],
    at: around.at,
    hearsay: new Set(),
  };
  return [
    ...children.map((child) => (child.kind.boundary ? { ...child, hearsay: new Set<string>() } : child)),
    ports,
  ];
}

const portNameOf = (config: unknown): string | undefined =>
  (config as Partial<BoundaryConfig>).port_name?.toString();

const kindNameOf = (config: unknown): unknown => (config as { readonly kind?: string }).kind;

/** Reports the mapped ports without an end inside, and ends of one name; gives the former. */
function checkSide(
  children: readonly Component[],
  side: Side,
  mapped: readonly string[],
  pointerOf: (port: string) => string,
  id: string,
  report: Report,
): string[] {
  const ends = new Set<string>();
  for (const child of children) {
    if (child.kind.boundary !== side) continue;
    const port = portNameOf(child.config) ?? '';
    if (ends.has(port)) report('CIRCUIT_DUPLICATE_PORT', { port }, `${child.pointer}/port_name`);
    ends.add(port);
  }
  const open = mapped.filter((port) => !ends.has(port));
  for (const port of open) {
    if (children.some((child) => mayBeEnd(child, side, signalKey(id, port)))) continue;
    const suggestion = suggest(port, [...ends]);
    report('CIRCUIT_NESTED_PORT', { port, circuit: id, side, suggestion }, pointerOf(port));
  }
  return open;
}

/** Whether a component that cannot be read may be the end: it says its name, or it is one without a name. */
const mayBeEnd = ({ kind, config, hearsay }: Component, side: Side, name: string): boolean =>
  kind === unreadable &&
  (hearsay?.has(name) === true ||
    (kindNameOf(config) === `nested_signal_${side}` && portNameOf(config) === undefined));
