import { suggest } from '../../text/suggest.ts';
import { constantOf, constantText } from '../constant.ts';
import type { Kind } from '../kind.ts';
import type { BoundaryConfig } from '../kinds/nested-signal-ingress.ts';
import type { Arity, RawPort, RawPorts } from '../ports.ts';
import { type Feed, type PortPlace, signalKey } from '../tree.ts';
import type { Report } from './context.ts';

/**
 * The ports of a component, resolved in its circuit: what it reads and puts out, and where each port is
 * written.
 */
export interface Ports {
  readonly in: Readonly<Record<string, readonly Feed[]>>;
  readonly out: Readonly<Record<string, string>>;
  readonly at: PortPlace;
}

/** What is around the circuit of a policy. */
export const NO_PORTS: Ports = { in: {}, out: {}, at: () => '' };

/**
 * `in_ports` and `out_ports` as lists of raw ports; a single port given as `{}` is an empty list, inside a
 * list it is 0.
 */
export function readPorts(kind: Kind, config: unknown): RawPorts {
  const { in_ports, out_ports } = config as { readonly in_ports?: object; readonly out_ports?: object };
  const ins = Object.entries(in_ports ?? {}).map(([port, given]) => [port, rawList(given)] as const);
  const plain: RawPorts = { in: Object.fromEntries(ins), out: (out_ports ?? {}) as RawPorts['out'] };
  return kind.ports?.(config, plain) ?? plain;
}

function rawList(given: unknown): readonly RawPort[] {
  if (Array.isArray(given)) return given.map((entry) => entry ?? {});
  return isEmptyPort(given) ? [] : [given as RawPort];
}

const isEmptyPort = (given: unknown): boolean =>
  Object.values(given ?? {}).every((value) => value === null || value === undefined);

/** A component's kind, and its JSON pointer in the policy. */
export interface KindPlace {
  readonly kind: Kind;
  readonly pointer: string;
}

/** Reports ports that a kind does not have, and those that must be connected and are not. */
export function checkPorts({ kind, pointer }: KindPlace, ports: RawPorts, report: Report): void {
  if (kind.ports) return;
  checkPortNames({ kind, pointer }, { in_ports: ports.in, out_ports: ports.out }, report);
  for (const [port, arity] of Object.entries(kind.in as Record<string, Arity>)) {
    if (ports.in[port]?.length || arity === 'many' || arity === 'optional') continue;
    const code = arity === 'required' ? 'CIRCUIT_MISSING_PORT' : 'CIRCUIT_UNCONNECTED_PORT';
    report(code, { kind: kind.kind, port }, `${pointer}/in_ports/${port}`);
  }
}

/** Reports the ports that a kind does not have; `body` may have any shape. */
export function checkPortNames({ kind, pointer }: KindPlace, body: unknown, report: Report): void {
  if (kind.ports) return;
  const { in_ports, out_ports } = (body ?? {}) as {
    readonly in_ports?: unknown;
    readonly out_ports?: unknown;
  };
  checkKnown({ kind, pointer: `${pointer}/in_ports`, known: Object.keys(kind.in) }, in_ports, report);
  checkKnown({ kind, pointer: `${pointer}/out_ports`, known: Object.keys(kind.out) }, out_ports, report);
}

/** The names of the ports a kind has on one side. */
interface KnownPorts extends KindPlace {
  readonly known: readonly string[];
}

function checkKnown({ kind, pointer, known }: KnownPorts, given: unknown, report: Report): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return;
  for (const port of Object.keys(given)) {
    if (known.includes(port)) continue;
    const params = {
      kind: kind.kind,
      port,
      suggestion: suggest(port, known),
      known: known.join(', '),
      instead: kind.absentPorts?.get(port),
    };
    report('CIRCUIT_UNKNOWN_PORT', params, `${pointer}/${port}`);
  }
}

/** The ports of a component in the circuit with this id. */
export function resolvePorts({ kind, pointer }: KindPlace, ports: RawPorts, circuit: string): Ports {
  const feed = ({ signal_name, constant_signal }: RawPort): Feed => {
    if (signal_name) return { signal: signalKey(circuit, signal_name) };
    return { constant: constantOf(constant_signal), text: constantText(constant_signal) };
  };
  // From entries: a port may have any name, `__proto__` too.
  const ins = Object.entries(ports.in).map(([port, raw]) => [port, raw.map(feed)] as const);
  const outs: [string, string][] = [];
  for (const [port, raw] of Object.entries(ports.out))
    if (raw?.signal_name) outs.push([port, signalKey(circuit, raw.signal_name)]);
  const at: PortPlace = (side, port) => `${pointer}/${kind.portAt?.(side, port) ?? `${side}_ports/${port}`}`;
  return { in: Object.fromEntries(ins), out: Object.fromEntries(outs), at };
}

/** An ingress reads, and an egress writes, in the circuit around: through the port of its name. */
export function crossBoundary(
  { kind, config, ports: own }: { readonly kind: Kind; readonly config: unknown; readonly ports: Ports },
  around: Ports,
): Ports {
  const port = String((config as Partial<BoundaryConfig>).port_name);
  const at =
    (crossing: 'in' | 'out'): PortPlace =>
    (side, name) =>
      side === crossing ? around.at(side, port) : own.at(side, name);
  if (kind.boundary === 'ingress')
    return { in: { signal: portNamed(around.in, port) ?? [] }, out: own.out, at: at('in') };
  if (kind.boundary !== 'egress') return own;
  const key = portNamed(around.out, port);
  const out: Ports['out'] = key === undefined ? {} : { signal: key };
  return { in: own.in, out, at: at('out') };
}

/** A port by the name that a user gave it, which may be that of a property every object has. */
export const portNamed = <T>(ports: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(ports, name) ? ports[name] : undefined;
