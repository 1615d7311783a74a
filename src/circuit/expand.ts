import { type Seconds, ticksOf } from '../text/duration.ts';
import { suggest } from '../text/suggest.ts';
import type { CompositeKind, Kind } from './component.ts';
import { settle } from './config.ts';
import { definitions } from './definitions.ts';
import { configSchema } from './kind-schema.ts';
import { kinds, kindsBySpelling, spelling } from './kinds.ts';
import type { Report } from './report.ts';
import type { Component } from './tree.ts';
import { checkBoundary, checkPorts, crossBoundary, readPorts, resolve, type Wiring } from './wiring.ts';

/** The deepest nesting of circuits, and the most components after expansion. */
export const LIMITS = { depth: 32, components: 20_000 } as const;

interface Context {
  readonly interval: Seconds;
  readonly report: Report;
  count: number;
}

/** Where components stand: their circuit, what is around it, how deep, and whether a composite wrote them. */
interface Site {
  readonly circuit: string;
  readonly around: Wiring;
  readonly depth: number;
  readonly isInternal: boolean;
  readonly pointerOf: (index: number) => string;
}

const NOTHING: Wiring = { in: {}, out: {}, at: () => '' };

/** Raw components into the tree: kinds found, config settled, composites replaced by what they are written as. */
export function expand(
  raw: readonly unknown[],
  pointer: string,
  interval: Seconds,
  report: Report,
): Component[] {
  const context: Context = { interval, report, count: 0 };
  const pointerOf = (i: number) => `${pointer}/${i}`;
  const tree = expandAll(
    raw,
    { circuit: 'root', around: NOTHING, depth: 0, isInternal: false, pointerOf },
    context,
  );
  if (context.count > LIMITS.components) report('CIRCUIT_SIZE', { limit: LIMITS.components }, pointer);
  return tree;
}

function expandAll(raw: readonly unknown[], site: Site, context: Context): Component[] {
  const components: Component[] = [];
  for (let i = 0; i < raw.length && context.count <= LIMITS.components; i++) {
    const component = expandOne(raw[i], i, site, context);
    if (component) components.push(component);
  }
  return components;
}

function expandOne(raw: unknown, index: number, site: Site, context: Context): Component | undefined {
  const pointer = site.pointerOf(index);
  const found = findKind(raw, site, pointer, context.report);
  if (!found) return undefined;
  context.count++;
  const { kind, body } = found;
  const at = site.isInternal ? pointer : `${pointer}/${spelling(kind).replace('.', '/')}`;
  const config = settleConfig(kind, body, at, context.report);
  const id = `${site.circuit}.${index}`;
  const ports = readPorts(kind, config);
  checkPorts(kind, ports, at, context.report);
  const ticks = (duration: Seconds) => ticksOf(duration, context.interval);
  const message = kind.check?.(config as never, ticks);
  if (message) context.report('CIRCUIT_CONFIG', { kind: kind.kind, message }, at);
  const wiring = crossBoundary(kind, config, resolve(kind, ports, site.circuit, at), site.around);
  return {
    id,
    kind,
    config,
    name: typeof kind.name === 'string' ? kind.name : kind.name(config as never),
    label: kind.label?.(config as never, ticks) ?? '',
    pointer: at,
    ...wiring,
    children: 'expand' in kind ? expandInside(kind, config, id, wiring, at, site, context) : [],
  };
}

function expandInside(
  kind: CompositeKind<any>,
  config: unknown,
  id: string,
  around: Wiring,
  pointer: string,
  site: Site,
  context: Context,
): Component[] {
  if (site.depth >= LIMITS.depth) {
    context.report('CIRCUIT_DEPTH', { limit: LIMITS.depth }, pointer);
    return [];
  }
  const raw = kind.expand(config, context.interval);
  const pointerOf = (i: number) => (kind.written ? `${pointer}/${kind.written}/${i}` : pointer);
  const inside: Site = { circuit: id, around, depth: site.depth + 1, isInternal: !kind.written, pointerOf };
  const children = expandAll(raw, inside, context);
  checkBoundary(children, around, id, !!kind.written, context.report);
  return children;
}

/** The config with defaults and Seconds; a duration that is none is reported, and 0 stands for it. */
function settleConfig(kind: Kind, body: unknown, pointer: string, report: Report): Record<string, unknown> {
  const onFault = (got: string): Seconds => {
    const path = pathTo(body, got);
    report(
      'CIRCUIT_DURATION',
      { kind: kind.kind, key: path.at(-1) ?? '', got },
      [pointer, ...path].join('/'),
    );
    return 0;
  };
  return settle(configSchema(kind), body, definitions, onFault) as Record<string, unknown>;
}

function pathTo(value: unknown, text: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry === text) return [key];
    const path = pathTo(entry, text);
    if (path.length > 0) return [key, ...path];
  }
  return [];
}

function findKind(
  raw: unknown,
  site: Site,
  pointer: string,
  report: Report,
): { kind: Kind; body: unknown } | undefined {
  let name = '';
  let body = raw;
  for (let level = 0; level < 2; level++) {
    const keys = typeof body === 'object' && body !== null && !Array.isArray(body) ? presentKeys(body) : [];
    if (keys.length !== 1) break;
    name = name ? `${name}.${keys[0]}` : keys[0]!;
    body = (body as Record<string, unknown>)[keys[0]!];
    const kind = kindsBySpelling.get(name);
    if (kind && (site.isInternal || !kind.internal)) return { kind, body: body ?? {} };
  }
  if (name) report('CIRCUIT_UNKNOWN_KIND', { kind: name, suggestion: suggest(name, PUBLIC) }, pointer);
  else report('CIRCUIT_NO_KIND', { got: JSON.stringify(raw)?.slice(0, 60) ?? 'nothing' }, pointer);
  return undefined;
}

const PUBLIC = kinds.filter((kind) => !kind.internal).map(spelling);

const presentKeys = (body: object): string[] =>
  Object.entries(body)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key]) => key);
