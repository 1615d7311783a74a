import type { KnownFaults } from '../circuit/compile/recover.ts';
import { type CircuitDocument, compile } from '../circuit/compile.ts';
import { inFileOrder } from '../errors/file-order.ts';
import type { Diagnostic, Place } from '../errors/rollout-error.ts';
import { parseDuration } from '../text/duration.ts';

/** A circuit of which a part does not match its schema. */
export interface InvalidCircuit extends KnownFaults {
  /** Of any shape. */
  readonly circuit: unknown;
  /** As `LocatedPolicy` has it. */
  readonly placeOf: (pointer: string) => Place;
}

/**
 * The schema's faults in a policy and those of linking its circuit, in file order: signals nobody puts out,
 * two that put out one, ports of nested circuits. Of one key both find wrong, the fault that knows more is
 * kept: linking's of an unknown kind or port, the schema's of everything else.
 */
export function withLinkFaults(faults: readonly Diagnostic[], invalid: InvalidCircuit): Diagnostic[] {
  const found = compile(readablePart(invalid.circuit), invalid.placeOf, invalid).diagnostics;
  const unknownKeys = placesOf(faults.filter(isUnknownKey));
  const unknownNames = found.filter((one) => isUnknownName(one) && unknownKeys.has(placeKey(one)));
  const named = placesOf(unknownNames);
  const flat = new Set(found.filter(({ code }) => code === 'CIRCUIT_FLAT').map(({ path }) => path));
  const kept = faults.filter(
    (one) => !isOfFlatComponent(one, flat) && !(isUnknownKey(one) && named.has(placeKey(one))),
  );
  const keptPlaces = placesOf(kept);
  const links = found.filter((one) => !isUnknownName(one) && !keptPlaces.has(placeKey(one)));
  return inFileOrder([...kept, ...unknownNames, ...links]);
}

/** The circuit with nothing in it but what compile can take. */
function readablePart(circuit: unknown): CircuitDocument {
  const { evaluation_interval: interval, components } = (circuit ?? {}) as Readonly<Record<string, unknown>>;
  const isInterval = typeof interval === 'string' && parseDuration(interval) !== undefined;
  return {
    evaluation_interval: isInterval ? interval : undefined,
    components: Array.isArray(components) ? components : [],
  };
}

const isUnknownKey = ({ code }: Diagnostic): boolean => code === 'VALUES_UNKNOWN_KEY';

const UNKNOWN_NAMES: readonly string[] = ['CIRCUIT_UNKNOWN_KIND', 'CIRCUIT_UNKNOWN_PORT', 'CIRCUIT_NO_KIND'];
const isUnknownName = ({ code }: Diagnostic): boolean => UNKNOWN_NAMES.includes(code);

/** Whether a fault is of a component whose keys are not indented, or of one of these keys. */
const isOfFlatComponent = ({ path }: Diagnostic, flat: ReadonlySet<string | null>): boolean =>
  flat.has(path) || (path !== null && flat.has(path.slice(0, path.lastIndexOf('.'))));

const placesOf = (diagnostics: readonly Diagnostic[]): ReadonlySet<string> =>
  new Set(diagnostics.map(placeKey));

const placeKey = ({ line, column, path }: Diagnostic): string => `${line}:${column}:${path}`;

/** Which part of a component does not match the schema, by these JSON pointers to its faults. */
export function invalidParts(pointers: readonly string[]): NonNullable<KnownFaults['invalidPart']> {
  const invalid = componentsAt(pointers);
  const elsewhere = componentsAt(pointers.filter((pointer) => !isInPorts(pointer)));
  return (component) => {
    if (!invalid.has(component)) return undefined;
    return elsewhere.has(component) ? 'other' : 'ports';
  };
}

const isInPorts = (pointer: string): boolean =>
  /\/components\/\d+(\/\w+){1,2}\/(in|out)_ports(\/|$)/.test(pointer);

/**
 * The innermost component that each of these pointers leads into:
 * `/circuit/components/3/nested_circuit/components/0`.
 */
export const componentsAt = (pointers: readonly string[]): ReadonlySet<string> =>
  new Set(pointers.flatMap((pointer) => /^.*\/components\/\d+(?=\/|$)/.exec(pointer)?.[0] ?? []));
