import { MAX_DEPTH } from '../limits.ts';
import type { PortPlace } from '../tree.ts';
import { boundaryOf, type Circuit, checkBoundary, checkIngresses } from './boundary.ts';
import type { Context } from './context.ts';
import { type ErrorNode, errorNode, openPortsNode } from './error-node.ts';
import { type Found, findKind, reportUnknown } from './find-kind.ts';
import { checkConfig, normaliseConfig } from './normalise-config.ts';
import { checkPortNames } from './ports.ts';
import { type ComponentPlace, readSound, type SoundCircuit, type SoundComponent } from './sound-component.ts';

/** What the caller knows to be wrong with a circuit before it is compiled. */
export interface KnownFaults {
  /**
   * Which part of the component at a JSON pointer its schema refuses: its ports alone, or (also) something
   * else.
   */
  readonly invalidPart?: (pointer: string) => 'ports' | 'other' | undefined;
  /**
   * Whether something that could not be read, and is not in the circuit, may put out a signal of this name.
   */
  readonly mayExist?: (signal: string) => boolean;
}

/**
 * What could be read of a circuit. The phases that follow know sound components, and of error nodes only
 * their signals.
 */
export interface Recovered {
  /** The circuit itself, then every circuit that stands inside an error node. */
  readonly circuits: readonly SoundCircuit[];
  readonly errors: readonly ErrorNode[];
  /**
   * Ids of components, sound themselves, whose surroundings are in error: it is not known where they lead.
   */
  readonly unresolved: ReadonlySet<string>;
}

/** Where the raw components of one circuit stand. */
interface Site {
  readonly circuit: string;
  readonly pointer: string;
  readonly depth: number;
}

interface Place extends ComponentPlace {
  readonly depth: number;
}

/**
 * Raw components into sound ones, and error nodes for those that could not be read, here and in the circuits
 * that users nested. What is wrong is reported, as far as known faults do not say it already.
 */
export function recover(
  raw: readonly unknown[],
  pointer: string,
  context: Context,
  knownFaults: KnownFaults,
): Recovered {
  const recovery = new Recovery(context, knownFaults);
  const { components } = recovery.circuit(raw, { circuit: 'root', pointer, depth: 0 });
  const { circuits, errors, unresolved } = recovery;
  return { circuits: [{ components, depth: 0 }, ...circuits], errors, unresolved };
}

class Recovery {
  /** The circuits inside error nodes. */
  readonly circuits: SoundCircuit[] = [];
  readonly errors: ErrorNode[] = [];
  readonly unresolved = new Set<string>();
  readonly #context: Context;
  readonly #known: KnownFaults;

  constructor(context: Context, knownFaults: KnownFaults) {
    this.#context = context;
    this.#known = knownFaults;
  }

  /** Reads the components of one circuit; the error nodes are those among them. */
  circuit(raw: readonly unknown[], { circuit, pointer, depth }: Site): Circuit {
    const components: SoundComponent[] = [];
    const errors: ErrorNode[] = [];
    for (const [index, one] of raw.entries()) {
      const place = { id: `${circuit}.${index}`, circuit, pointer: `${pointer}/${index}`, depth };
      const found = findKind(one, false);
      const part = this.#known.invalidPart?.(place.pointer);
      if ('unknown' in found) {
        reportUnknown(found, place.pointer, this.#context.report);
        errors.push(errorNode(one, place));
      } else if (part) {
        if (part === 'ports') this.#checkConfig(found, place);
        errors.push(this.#invalid(one, found, place));
      } else {
        components.push(this.#sound(found, place));
      }
    }
    this.errors.push(...errors);
    return { components, errors };
  }

  /**
   * A sound component, with what a user wrote inside it. Ports that have no end inside become an error node.
   */
  #sound(found: Found, place: Place): SoundComponent {
    const at = { ...place, pointer: place.pointer + found.at };
    const component = readSound(found, at, this.#context);
    if (!writtenBy(found)) return component;
    const inside = this.#inside(found, at) ?? { components: [], errors: [] };
    checkIngresses(inside, component.ports, this.#context.report);
    const open = checkBoundary(inside, boundaryOf(component), this.#context.report);
    if (open.in.length + open.out.length > 0) {
      this.errors.push(openPortsNode(component, open));
      for (const { id, kind } of inside.components) if (kind.boundary) this.unresolved.add(id);
    }
    return { ...component, inside: inside.components };
  }

  /** The config of a component whose ports alone are invalid. */
  #checkConfig({ kind, body, at }: Found, place: Place): void {
    const component = { kind, pointer: place.pointer + at };
    checkConfig(component, normaliseConfig(component, body, this.#context.report), this.#context);
  }

  /**
   * The error node of a component of a known kind; its ports and what is inside it are checked all the same.
   */
  #invalid(raw: unknown, found: Found, place: Place): ErrorNode {
    const { kind, body } = found;
    const at = { ...place, pointer: place.pointer + found.at };
    checkPortNames({ kind, pointer: at.pointer }, body, this.#context.report);
    this.#insideInvalid(found, at);
    const unnamedEnd = typeof mappingOf(body).port_name !== 'string' ? kind.boundary : undefined;
    return errorNode(raw, place, { name: kind.nameOf ? undefined : kind.name, unnamedEnd });
  }

  /**
   * A circuit inside an error node: what is around it is not known, but which ports are mapped can be read.
   */
  #insideInvalid(found: Found, place: Place): void {
    const written = writtenBy(found);
    const inside = this.#inside(found, place);
    if (!written || !inside) return;
    const mapped = (key: string) => Object.keys(mappingOf(mappingOf(found.body)[key]));
    const at: PortPlace = (side, port) => `${place.pointer}/${found.kind.portAt?.(side, port)}`;
    const boundary = { id: place.id, in: mapped(written.in), out: mapped(written.out), at };
    checkBoundary(inside, boundary, this.#context.report);
    this.circuits.push({ components: inside.components, depth: place.depth + 1 });
    for (const { id } of inside.components) this.unresolved.add(id);
  }

  /** What a user wrote inside a composite; undefined where that is no list, or too deep. */
  #inside(found: Found, { id, pointer, depth }: Place): Circuit | undefined {
    const written = writtenBy(found);
    const raw = written && mappingOf(found.body)[written.components];
    if (!Array.isArray(raw)) return undefined;
    if (depth >= MAX_DEPTH) {
      this.#context.report('CIRCUIT_DEPTH', { limit: MAX_DEPTH }, pointer);
      return undefined;
    }
    return this.circuit(raw, { circuit: id, pointer: `${pointer}/${written!.components}`, depth: depth + 1 });
  }
}

const writtenBy = ({ kind }: Found) => ('expand' in kind ? kind.written : undefined);

const mappingOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
