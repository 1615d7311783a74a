import { type Seconds, ticksOf } from '../../text/duration.ts';
import type { CompositeKind } from '../component.ts';
import type { Component, PortPlace } from '../tree.ts';
import { checkBoundary, warnOfIdle, withOpenPorts } from './boundary.ts';
import { type Found, findKind, reportUnknown, type Unknown } from './find-kind.ts';
import { checkConfig, settleConfig } from './normalise-config.ts';
import { hear, unreadable } from './recover.ts';
import type { Report } from './report.ts';
import { checkPortNames, checkPorts, crossBoundary, readPorts, resolve, type Wiring } from './wiring.ts';

/** The deepest nesting of circuits, and the most components after expansion. */
export const LIMITS = { depth: 32, components: 20_000 } as const;

/** What holds for a whole circuit; `isUnsound` tells the components that their schema refuses, by pointer. */
export interface Circuit {
  readonly interval: Seconds;
  readonly report: Report;
  readonly isUnsound?: (pointer: string) => boolean;
  readonly isPortsOnly?: (pointer: string) => boolean;
}

interface Context extends Circuit {
  count: number;
}

/** Where components stand: their circuit, what is around it, how deep, and whether a composite wrote them. */
interface Site {
  readonly circuit: string;
  readonly around: Wiring;
  readonly depth: number;
  readonly isInternal: boolean;
  /** In a circuit whose own ports could not be read: what crosses its boundary is not known. */
  readonly isVague: boolean;
  readonly pointerOf: (index: number) => string;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NOTHING: Wiring = { in: {}, out: {}, at: () => '' };

/** Raw components into the tree: kinds found, config settled, composites replaced by what they are written as. */
export function expand(raw: readonly unknown[], pointer: string, circuit: Circuit): Component[] {
  const context: Context = { ...circuit, count: 0 };
  const pointerOf = (i: number) => `${pointer}/${i}`;
  const root = { circuit: 'root', around: NOTHING, depth: 0, isInternal: false, isVague: false, pointerOf };
  const tree = expandAll(raw, root, context);
  if (context.count > LIMITS.components)
    context.report('CIRCUIT_SIZE', { limit: LIMITS.components }, pointer);
  return tree;
}

function expandAll(raw: readonly unknown[], site: Site, context: Context): Component[] {
  const components: Component[] = [];
  for (let i = 0; i < raw.length && context.count <= LIMITS.components; i++) {
    components.push(expandOne(raw[i], i, site, context));
  }
  return components;
}

function expandOne(raw: unknown, index: number, site: Site, context: Context): Component {
  const pointer = site.pointerOf(index);
  const found = findKind(raw, site.isInternal);
  context.count++;
  if ('unknown' in found || (!site.isInternal && context.isUnsound?.(pointer)))
    return expandUnsound(raw, index, found, site, context);
  const { kind, body } = found;
  const at = site.isInternal ? pointer : pointer + found.at;
  const config = settleConfig(kind, body, at, context.report);
  const id = `${site.circuit}.${index}`;
  const ports = readPorts(kind, config);
  checkPorts(kind, ports, at, context.report);
  const ticks = (duration: Seconds) => ticksOf(duration, context.interval);
  checkConfig(kind, config, at, context);
  const wiring = crossBoundary(kind, config, resolve(kind, ports, site.circuit, at), site.around);
  return {
    id,
    kind,
    config,
    name: kind.nameOf?.(config) ?? kind.name,
    label: kind.label?.(config, ticks) ?? '',
    pointer: at,
    ...wiring,
    children: 'expand' in kind ? expandInside(kind, config, id, wiring, at, site, context) : [],
    ...(site.isVague && { hearsay: NO_NAMES }),
  };
}

/** A component that its schema refuses, or of no known kind: the signals it names, and the components inside it. */
function expandUnsound(
  raw: unknown,
  index: number,
  found: Found | Unknown,
  site: Site,
  context: Context,
): Component {
  const pointer = site.pointerOf(index);
  const id = `${site.circuit}.${index}`;
  const { names, ...signals } = hear(raw, site.circuit);
  if ('unknown' in found) reportUnknown(found, raw, pointer, context.report);
  else checkUnsound(found, pointer, context);
  return {
    id,
    kind: unreadable,
    config: 'unknown' in found ? {} : { kind: found.kind.kind, port_name: portNameOf(found.body) },
    name: 'unknown' in found || found.kind.nameOf ? 'component' : found.kind.name,
    label: '',
    pointer,
    ...signals,
    children: 'unknown' in found ? [] : expandVague(found, id, pointer, site, context),
    at: (_, port) => pointer + port,
    hearsay: names,
  };
}

/** What can be told of a known kind all the same: its ports, and where they alone are wrong, its config. */
function checkUnsound({ kind, body, at }: Found, pointer: string, context: Context): void {
  const place = pointer + at;
  checkPortNames(kind, body, place, context.report);
  if (context.isPortsOnly?.(pointer))
    checkConfig(kind, settleConfig(kind, body, place, context.report), place, context);
}

/** The components a user wrote inside one whose own ports could not be read. */
function expandVague({ kind, body, at }: Found, id: string, pointer: string, site: Site, context: Context) {
  const written = 'expand' in kind ? kind.written : undefined;
  const raw =
    written === undefined ? undefined : (body as Readonly<Record<string, unknown>> | null)?.[written];
  if (!Array.isArray(raw) || isTooDeep(site, pointer + at, context)) return [];
  const pointerOf = (i: number) => `${pointer}${at}/${written}/${i}`;
  const children = expandAll(
    raw,
    { circuit: id, around: NOTHING, depth: site.depth + 1, isInternal: false, isVague: true, pointerOf },
    context,
  );
  const { in_ports_map, out_ports_map } = body as Readonly<Record<string, unknown>>;
  const placeOf: PortPlace = (side, port) => `${pointer}${at}/${kind.portAt?.(side, port)}`;
  const boundary = { id, in: keysOf(in_ports_map), out: keysOf(out_ports_map), at: placeOf };
  checkBoundary(children, boundary, context.report);
  return children;
}

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

function portNameOf(body: unknown): string | undefined {
  const { port_name } = (body ?? {}) as { readonly port_name?: unknown };
  return typeof port_name === 'string' ? port_name : undefined;
}

function isTooDeep(site: Site, pointer: string, { report }: Context): boolean {
  const isDeep = site.depth >= LIMITS.depth;
  if (isDeep) report('CIRCUIT_DEPTH', { limit: LIMITS.depth }, pointer);
  return isDeep;
}

function expandInside(
  kind: CompositeKind,
  config: unknown,
  id: string,
  around: Wiring,
  pointer: string,
  site: Site,
  context: Context,
): readonly Component[] {
  if (isTooDeep(site, pointer, context)) return [];
  const raw = kind.expand(config, context.interval);
  const pointerOf = (i: number) => (kind.written ? `${pointer}/${kind.written}/${i}` : pointer);
  const inside: Site = {
    circuit: id,
    around,
    depth: site.depth + 1,
    isInternal: !kind.written,
    isVague: site.isVague,
    pointerOf,
  };
  const children = expandAll(raw, inside, context);
  if (kind.written) warnOfIdle(children, around, context.report);
  const boundary = { id, in: Object.keys(around.in), out: Object.keys(around.out), at: around.at };
  const open = checkBoundary(children, boundary, context.report);
  return withOpenPorts(children, open, id, around, pointer);
}
