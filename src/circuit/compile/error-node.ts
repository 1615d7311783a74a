import { toPointer } from '../../text/pointer.ts';
import { type Feed, signalKey } from '../tree.ts';
import type { Ports } from './ports.ts';
import type { ComponentPlace, SoundComponent } from './sound-component.ts';

/**
 * Stands for a component that could not be read: of no known kind, or not valid by its schema. It reads and
 * puts out what its ports name, as far as they can be read; a port is known by its JSON pointer below the
 * component.
 */
export interface ErrorNode extends Ports {
  readonly id: string;
  readonly name: string;
  /** Keys of signals it may read or put out besides: any text in it may be the name of one. */
  readonly possibleSignals: ReadonlySet<string>;
  /** Of an ingress or egress whose port_name cannot be read: it may be the end of any port. */
  readonly unnamedEnd?: 'ingress' | 'egress';
}

type Side = 'in' | 'out';

const UNKNOWN_NAME = 'component';

/** The error node of a raw component of any shape; what `known` says of it goes before what its text says. */
export function errorNode(
  raw: unknown,
  place: ComponentPlace,
  known: Pick<ErrorNode, 'unnamedEnd'> & { readonly name?: string } = {},
): ErrorNode {
  const ins: Record<string, readonly Feed[]> = {};
  const outs: Record<string, string> = {};
  const possibleSignals = new Set<string>();
  for (const { side, name, pointer } of textsIn(raw)) {
    const key = signalKey(place.circuit, name);
    if (side === 'in') ins[pointer] = [{ signal: key }];
    else if (side === 'out') outs[pointer] = key;
    else possibleSignals.add(key);
  }
  return {
    id: place.id,
    name: known.name ?? UNKNOWN_NAME,
    in: ins,
    out: outs,
    at: (_, pointer) => place.pointer + pointer,
    possibleSignals,
    unnamedEnd: known.unnamedEnd,
  };
}

/**
 * The error node of mapped ports that have no end inside: it reads and puts out what they do in the circuit
 * around.
 */
export function openPortsNode(
  { id, kind, ports }: SoundComponent,
  open: { readonly in: readonly string[]; readonly out: readonly string[] },
): ErrorNode {
  const pick = <T>(given: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, given[name]!]));
  return {
    id: `${id}.ports`,
    name: kind.name,
    in: pick(ports.in, open.in),
    out: pick(ports.out, open.out),
    at: ports.at,
    possibleSignals: new Set(),
  };
}

/** A text that is, or may be, the name of a signal; `pointer` leads from the component to its port. */
interface SignalText {
  readonly side?: Side;
  readonly name: string;
  readonly pointer: string;
}

/**
 * Every text in a value; `side` is that of the ports it stands in. Components of a circuit inside are left
 * out.
 */
function textsIn(value: unknown, pointer = '', side?: Side): SignalText[] {
  if (typeof value === 'string') return [{ name: value, pointer }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]): SignalText[] => {
    if (key === 'components' && Array.isArray(entry)) return [];
    if (key === 'signal_name' && side && isName(entry)) return [{ side, name: entry, pointer }];
    return textsIn(entry, pointer + toPointer([key]), side ?? sideOf(key));
  });
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** `in_ports` and `in_ports_map`, `out_ports` and `out_ports_map`. */
function sideOf(key: string): Side | undefined {
  if (key.startsWith('in_ports')) return 'in';
  if (key.startsWith('out_ports')) return 'out';
  return undefined;
}
