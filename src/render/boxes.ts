import type { Kind } from '../circuit/kind.ts';
import { type Component, type Feed, signalName } from '../circuit/tree.ts';

/** A component as a diagram shows it: one entry per signal or constant on a port, sorted by port name. */
export interface Box {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly in: readonly Inlet[];
  readonly out: readonly Outlet[];
  readonly role: Role;
}

/**
 * What a box is to the circuit: where readings come in, where decisions go out, a circuit drawn closed, or
 * the rest.
 */
export type Role = 'input' | 'output' | 'composite' | 'leaf' | 'constant' | 'root';

export interface Inlet {
  readonly port: string;
  readonly feed: Feed;
}

export interface Outlet {
  readonly port: string;
  /** Signal key. */
  readonly signal: string;
}

/**
 * From an out port to an in port; `entry` is the position in the reader's `in`, `signal` a key, absent for
 * constants.
 */
export interface Link {
  readonly from: { readonly id: string; readonly port: string };
  readonly to: { readonly id: string; readonly port: string; readonly entry: number };
  readonly signal?: string;
}

export interface Diagram {
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
}

const ROOT: Box = { id: 'root', name: 'Circuit', label: 'The Circuit Root', in: [], out: [], role: 'root' };

/**
 * The boxes of a circuit in component order: composites closed below `depth` levels, all open at -1, one root
 * at 0.
 */
export function boxesOf(tree: readonly Component[], depth: number): Box[] {
  if (depth === 0 || tree.length === 0) return [ROOT];
  return tree.flatMap((component) => visible(component, depth, 1)).map(boxOf);
}

/** Every signal from each producer to each reader, once per occurrence, in the order of the boxes. */
export function linksOf(boxes: readonly Box[]): Link[] {
  const readers = new Map<string, Link['to'][]>();
  for (const box of boxes) {
    box.in.forEach(({ port, feed }, entry) => {
      if (feed.signal === undefined) return;
      const known = readers.get(feed.signal);
      if (known) known.push({ id: box.id, port, entry });
      else readers.set(feed.signal, [{ id: box.id, port, entry }]);
    });
  }
  return boxes.flatMap(({ id, out }) =>
    out.flatMap(({ port, signal }) =>
      (readers.get(signal) ?? []).map((to) => ({ from: { id, port }, to, signal })),
    ),
  );
}

/**
 * Boxes and links as text formats list them: constants as circles of their own, everything in byte order of
 * ids.
 */
export function diagramOf(tree: readonly Component[], depth: number): Diagram {
  const boxes = boxesOf(tree, depth);
  const constants = boxes.flatMap(constantsOf);
  return {
    boxes: inByteOrder([...boxes, ...constants.map(({ box }) => box)], (box) => box.id),
    links: inByteOrder([...linksOf(boxes), ...constants.map(({ link }) => link)], sortKey),
  };
}

/** What is written along a link: the signal's name, nothing for a constant. */
export function linkText({ signal }: Link): string {
  if (signal === undefined) return '';
  return signalName(signal);
}

function visible(component: Component, depth: number, level: number): readonly Component[] {
  const isClosed = component.children.length === 0 || (depth >= 0 && level >= depth);
  if (isClosed) return [component];
  return component.children.flatMap((child) => visible(child, depth, level + 1));
}

function boxOf({ id, kind, name, label, in: ins, out: outs }: Component): Box {
  const inlets = Object.entries(ins).flatMap(([port, feeds]) => feeds.map((feed) => ({ port, feed })));
  const outlets = Object.entries(outs).map(([port, signal]) => ({ port, signal }));
  const byPort = <E extends Inlet | Outlet>(entries: readonly E[]) =>
    inByteOrder(entries, (entry) => entry.port);
  return { id, name, label, in: byPort(inlets), out: byPort(outlets), role: roleOf(kind) };
}

function roleOf(kind: Kind): Role {
  if ('query' in kind) return 'input';
  if ('actuate' in kind) return 'output';
  if ('expand' in kind) return 'composite';
  return 'leaf';
}

const constantsOf = (box: Box): { box: Box; link: Link }[] =>
  box.in.flatMap(({ port, feed }, entry) => {
    if (feed.signal !== undefined) return [];
    const id = `${box.id}_${port}_FakeConstant`;
    return [
      {
        box: { id, name: '', label: feed.text, in: [], out: [{ port: 'out', signal: '' }], role: 'constant' },
        link: { from: { id, port: 'out' }, to: { id: box.id, port, entry } },
      },
    ];
  });

const sortKey = ({ from, to }: Link): string => `${from.id}_${from.port}_${to.id}_${to.port}`;

function inByteOrder<T>(list: readonly T[], key: (entry: T) => string): T[] {
  const keyed = list.map((entry) => ({ entry, bytes: Buffer.from(key(entry)) }));
  return keyed.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ entry }) => entry);
}
