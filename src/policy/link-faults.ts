import type { KnownFaults } from '../circuit/compile/recover.ts';
import { compile } from '../circuit/compile.ts';
import { inFileOrder } from '../errors/file-order.ts';
import type { Diagnostic, Place } from '../errors/rollout-error.ts';
import { parseDuration } from '../text/duration.ts';

/** A circuit that its schema refuses, in part. */
export interface InvalidCircuit extends KnownFaults {
  /** Of any shape. */
  readonly circuit: unknown;
  /** As `LocatedPolicy` has it. */
  readonly placeOf: (pointer: string) => Place;
}

/**
 * What the schema finds in a policy, and beside it what can be told of the circuit all the same: signals nobody puts out,
 * two that put out one, ports of nested circuits. Where both speak of one key, the circuit knows better what it may be.
 */
export function withLinkFaults(faults: readonly Diagnostic[], invalid: InvalidCircuit): Diagnostic[] {
  const found = compile(readablePart(invalid.circuit), invalid.placeOf, invalid).diagnostics;
  const flat = found.filter(({ code }) => code === 'CIRCUIT_FLAT');
  const isFlat = ({ path }: Diagnostic) =>
    flat.some((one) => path === one.path || path?.slice(0, path.lastIndexOf('.')) === one.path);
  const unknown = new Set(faults.filter(({ code }) => code === 'VALUES_UNKNOWN_KEY').map(placeKey));
  const named = found.filter((one) => namesUnknown(one) && unknown.has(placeKey(one)));
  const better = new Set(named.map(placeKey));
  const kept = faults.filter(
    (one) => !isFlat(one) && !(one.code === 'VALUES_UNKNOWN_KEY' && better.has(placeKey(one))),
  );
  const taken = new Set(kept.map(placeKey));
  const links = found.filter((one) => !namesUnknown(one) && !taken.has(placeKey(one)));
  return inFileOrder([...kept, ...named, ...links]);
}

/** The circuit with nothing in it but what compile can take. */
function readablePart(circuit: unknown): Parameters<typeof compile>[0] {
  const { evaluation_interval, components } = (circuit ?? {}) as Readonly<Record<string, unknown>>;
  const isInterval =
    typeof evaluation_interval === 'string' && parseDuration(evaluation_interval) !== undefined;
  return {
    ...(isInterval ? { evaluation_interval } : {}),
    components: Array.isArray(components) ? components : [],
  };
}

const namesUnknown = ({ code }: Diagnostic): boolean =>
  code === 'CIRCUIT_UNKNOWN_KIND' || code === 'CIRCUIT_UNKNOWN_PORT' || code === 'CIRCUIT_NO_KIND';

const placeKey = ({ line, column, path }: Diagnostic): string => `${line}:${column}:${path}`;

/** Which part of a component the schema refuses, by these JSON pointers to its faults. */
export function invalidParts(pointers: readonly string[]): NonNullable<KnownFaults['invalidPart']> {
  const refused = componentsAt(pointers);
  const elsewhere = componentsAt(pointers.filter((pointer) => !isInPorts(pointer)));
  return (component) => {
    if (!refused.has(component)) return undefined;
    return elsewhere.has(component) ? 'other' : 'ports';
  };
}

const isInPorts = (pointer: string): boolean =>
  /\/components\/\d+(\/\w+){1,2}\/(in|out)_ports(\/|$)/.test(pointer);

/** The innermost component that each of these pointers leads into: `/circuit/components/3/nested_circuit/components/0`. */
export const componentsAt = (pointers: readonly string[]): ReadonlySet<string> =>
  new Set(pointers.flatMap((pointer) => /^.*\/components\/\d+(?=\/|$)/.exec(pointer)?.[0] ?? []));
