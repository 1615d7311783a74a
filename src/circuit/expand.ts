import { ticksOf, type Seconds } from '../text/duration.ts';
import { suggest } from '../text/suggest.ts';
import type { CompositeKind, Kind, RawPort, RawPorts } from './component.ts';
import { settle } from './config.ts';
import { constantOf, constantText } from './constant.ts';
import { definitions } from './definitions.ts';
import { kindsBySpelling, spelling } from './kinds.ts';
import type { Report } from './report.ts';
import { type Component, type Feed, signalKey } from './tree.ts';
import { configSchema } from './kind-schema.ts';

/** The deepest nesting of circuits, and the most components after expansion. */
export const LIMITS = { depth: 32, components: 20_000 } as const;

/** What a composite hands its ingresses and egresses: its own ports, resolved in the parent circuit. */
interface Wiring {
  readonly in: Readonly<Record<string, readonly Feed[]>>;
  readonly out: Readonly<Record<string, string>>;
}

interface Context {
  readonly interval: Seconds;
  readonly report: Report;
  count: number;
}

const TOP: Wiring = { in: {}, out: {} };

/** Raw components into the tree: kinds found, config settled, composites replaced by what they are written as. */
export function expand(raw: readonly unknown[], pointer: string, interval: Seconds, report: Report): Component[] {
  const context: Context = { interval, report, count: 0 };
  const tree = expandAll(raw, 'root', TOP, (i) => `${pointer}/${i}`, 0, context);
  if (context.count > LIMITS.components)
    report('CIRCUIT_SIZE', { limit: LIMITS.components, got: context.count }, pointer);
  return tree;
}

function expandAll(
  raw: readonly unknown[],
  circuit: string,
  wiring: Wiring,
  pointerOf: (index: number) => string,
  depth: number,
  context: Context,
): Component[] {
  const components: Component[] = [];
  for (let i = 0; i < raw.length && context.count <= LIMITS.components; i++) {
    const component = expandOne(raw[i], circuit, i, wiring, pointerOf(i), depth, context);
    if (component) components.push(component);
  }
  return components;
}

function expandOne(
  raw: unknown,
  circuit: string,
  index: number,
  wiring: Wiring,
  pointer: string,
  depth: number,
  context: Context,
): Component | undefined {
  const found = findKind(raw, pointer, context.report);
  if (!found) return undefined;
  context.count++;
  const { kind, body } = found;
  const at = `${pointer}/${spelling(kind).replace('.', '/')}`;
  const config = settle(configSchema(kind), body, definitions) as Record<string, unknown>;
  const ports = readPorts(kind, config);
  checkPorts(kind, ports, at, context.report);
  const message = kind.check?.(config as never);
  if (message) context.report('CIRCUIT_CONFIG', { kind: kind.kind, message }, at);
  const id = `${circuit}.${index}`;
  const resolved = crossBoundary(kind, config, resolve(ports, circuit), wiring);
  const ticks = (duration: Seconds) => ticksOf(duration, context.interval);
  return {
    id,
    kind,
    config,
    name: typeof kind.name === 'string' ? kind.name : kind.name(config as never),
    label: kind.label?.(config as never, ticks) ?? '',
    pointer: at,
    ...resolved,
    children: 'expand' in kind ? expandInside(kind, config, id, resolved, at, depth, context) : [],
  };
}

function expandInside(
  kind: CompositeKind<any>,
  config: unknown,
  id: string,
  wiring: Wiring,
  pointer: string,
  depth: number,
  context: Context,
): Component[] {
  if (depth >= LIMITS.depth) {
    context.report('CIRCUIT_DEPTH', { limit: LIMITS.depth }, pointer);
    return [];
  }
  const raw = kind.expand(config);
  const pointerOf = (i: number) => (kind.written ? `${pointer}/${kind.written}/${i}` : pointer);
  const children = expandAll(raw, id, wiring, pointerOf, depth + 1, context);
  checkBoundary(children, wiring, id, pointer, context.report);
  return children;
}

function findKind(raw: unknown, pointer: string, report: Report): { kind: Kind; body: unknown } | undefined {
  let name = '';
  let body = raw;
  for (let level = 0; level < 2; level++) {
    const keys = typeof body === 'object' && body !== null && !Array.isArray(body) ? presentKeys(body) : [];
    if (keys.length !== 1) break;
    name = name ? `${name}.${keys[0]}` : keys[0]!;
    body = (body as Record<string, unknown>)[keys[0]!];
    const kind = kindsBySpelling.get(name);
    if (kind) return { kind, body: body ?? {} };
  }
  if (name) report('CIRCUIT_UNKNOWN_KIND', { kind: name, suggestion: suggest(name, kindsBySpelling.keys()) }, pointer);
  else report('CIRCUIT_NO_KIND', { got: JSON.stringify(raw)?.slice(0, 60) ?? 'nothing' }, pointer);
  return undefined;
}

const presentKeys = (body: object): string[] =>
  Object.entries(body).filter(([, value]) => value !== null && value !== undefined).map(([key]) => key);

/** `in_ports` and `out_ports` as lists of raw ports; a single port given as `{}` is an empty list, inside a list it is 0. */
function readPorts(kind: Kind, config: Record<string, unknown>): RawPorts {
  const ins: Record<string, readonly RawPort[]> = {};
  for (const [port, given] of Object.entries((config.in_ports ?? {}) as Record<string, unknown>)) {
    if (Array.isArray(given)) ins[port] = given.map((entry) => entry ?? {});
    else ins[port] = isEmptyPort(given) ? [] : [given as RawPort];
  }
  const outs = (config.out_ports ?? {}) as RawPorts['out'];
  const plain: RawPorts = { in: ins, out: outs };
  return kind.ports?.(config as never, plain) ?? plain;
}

const isEmptyPort = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && presentKeys(given).length === 0;

function checkPorts(kind: Kind, ports: RawPorts, pointer: string, report: Report): void {
  if (kind.ports) return;
  for (const [side, given, table] of [['in_ports', ports.in, kind.in], ['out_ports', ports.out, kind.out]] as const) {
    for (const port of Object.keys(given)) {
      if (port in table) continue;
      const known = Object.keys(table);
      report('CIRCUIT_UNKNOWN_PORT', { kind: kind.kind, port, suggestion: suggest(port, known), known: known.join(', ') }, `${pointer}/${side}/${port}`);
    }
  }
  for (const [port, arity] of Object.entries(kind.in)) {
    if (ports.in[port]?.length || arity === 'many' || arity === 'optional') continue;
    const code = arity === 'required' ? 'CIRCUIT_MISSING_PORT' : 'CIRCUIT_UNCONNECTED_PORT';
    report(code, { kind: kind.kind, port }, `${pointer}/in_ports/${port}`);
  }
}

function resolve(ports: RawPorts, circuit: string): Wiring {
  const feed = (raw: RawPort): Feed =>
    raw.signal_name
      ? { signal: signalKey(circuit, raw.signal_name) }
      : { constant: constantOf(raw.constant_signal), text: constantText(raw.constant_signal) };
  const ins = Object.entries(ports.in).map(([port, raw]) => [port, raw.map(feed)] as const);
  const outs = Object.entries(ports.out).flatMap(([port, raw]) =>
    raw?.signal_name ? [[port, signalKey(circuit, raw.signal_name)] as const] : [],
  );
  return { in: Object.fromEntries(ins), out: Object.fromEntries(outs) };
}

/** An ingress reads, and an egress writes, in the parent circuit: through the port of its name. */
function crossBoundary(kind: Kind, config: Record<string, unknown>, own: Wiring, parent: Wiring): Wiring {
  const port = String(config.port_name);
  if (kind.kind === 'nested_signal_ingress') return { in: { signal: parent.in[port] ?? [] }, out: own.out };
  if (kind.kind !== 'nested_signal_egress') return own;
  return { in: own.in, out: parent.out[port] === undefined ? {} : { signal: parent.out[port] } };
}

function checkBoundary(children: readonly Component[], wiring: Wiring, id: string, pointer: string, report: Report): void {
  for (const [kind, ports] of [['nested_signal_ingress', wiring.in], ['nested_signal_egress', wiring.out]] as const) {
    const ends = new Set<string>();
    for (const child of children.filter((c) => c.kind.kind === kind)) {
      const port = String(child.config.port_name);
      if (ends.has(port)) report('CIRCUIT_DUPLICATE_PORT', { port }, child.pointer);
      ends.add(port);
    }
    for (const port of Object.keys(ports)) {
      if (!ends.has(port)) report('CIRCUIT_NESTED_PORT', { port, circuit: id }, pointer);
    }
  }
}
