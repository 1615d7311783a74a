import { MAX_COMPONENTS, MAX_DEPTH } from '../limits.ts';
import type { Component } from '../tree.ts';
import type { Context } from './context.ts';
import { findKind } from './find-kind.ts';
import { crossBoundary, NO_PORTS, type Ports } from './ports.ts';
import { type ComponentPlace, readSound, type SoundCircuit, type SoundComponent } from './sound-component.ts';

/** Where components stand: the ports of the composite around them, and how deep. */
interface Site {
  readonly around: Ports;
  readonly depth: number;
}

interface Expansion extends Context {
  count: number;
}

/** Sound components into the tree: composites hold the components they stand for. */
export function expand(circuits: readonly SoundCircuit[], pointer: string, context: Context): Component[] {
  const expansion: Expansion = { ...context, count: 0 };
  const tree = circuits.flatMap(({ components, depth }) =>
    expandAll(components, { around: NO_PORTS, depth }, expansion),
  );
  if (expansion.count > MAX_COMPONENTS) context.report('CIRCUIT_SIZE', { limit: MAX_COMPONENTS }, pointer);
  return tree;
}

function expandAll(components: readonly SoundComponent[], site: Site, expansion: Expansion): Component[] {
  const expanded: Component[] = [];
  for (const component of components) {
    if (expansion.count > MAX_COMPONENTS) break;
    expanded.push(expandOne(component, site, expansion));
  }
  return expanded;
}

function expandOne(component: SoundComponent, { around, depth }: Site, expansion: Expansion): Component {
  expansion.count++;
  const { id, kind, config, pointer } = component;
  const ports = crossBoundary(component, around);
  const parts = partsOf(component, depth, expansion);
  return {
    id,
    kind,
    config,
    name: kind.nameOf?.(config) ?? kind.name,
    label: kind.label?.(config, expansion.ticks) ?? '',
    pointer,
    ...ports,
    children: expandAll(parts, { around: ports, depth: depth + 1 }, expansion),
  };
}

/** The components a composite stands for: those a user wrote in it, or those its kind writes. */
function partsOf(component: SoundComponent, depth: number, context: Context): readonly SoundComponent[] {
  const { id: circuit, kind, config, pointer } = component;
  if (!('expand' in kind) || kind.written) return component.inside;
  if (depth < MAX_DEPTH)
    return kind
      .expand(config, context.interval)
      .map((raw, i) => readPart(raw, { id: `${circuit}.${i}`, circuit, pointer }, context));
  context.report('CIRCUIT_DEPTH', { limit: MAX_DEPTH }, pointer);
  return [];
}

/** A component that a composite's kind wrote; its faults are reported at the composite. */
function readPart(raw: unknown, place: ComponentPlace, context: Context): SoundComponent {
  const found = findKind(raw, true);
  if ('unknown' in found) throw new Error(`${place.circuit} is written with a ${found.unknown}`);
  return readSound(found, place, context);
}
