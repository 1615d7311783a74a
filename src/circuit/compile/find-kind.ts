import { toPointer } from '../../text/pointer.ts';
import { suggest } from '../../text/suggest.ts';
import type { Kind } from '../kind.ts';
import { absentKinds, kinds, kindsBySpelling, spelling } from '../kinds.ts';
import type { Report } from './context.ts';

/** A kind that was found: `at` leads from the component to its `body`. */
export interface Found {
  readonly kind: Kind;
  readonly body: unknown;
  readonly at: string;
}

/** A kind there is not, by the name the user gave it; an empty one where there is none. */
export interface Unknown {
  readonly unknown: string;
  readonly at: string;
  readonly raw: unknown;
}

/** The kind a raw component names: one key, or two where the kind stands in a group. */
export function findKind(raw: unknown, isInternal: boolean): Found | Unknown {
  const path: string[] = [];
  let body = raw;
  while (path.length < 2) {
    const keys = presentKeys(body);
    if (keys.length !== 1) break;
    path.push(keys[0]!);
    body = (body as Record<string, unknown>)[keys[0]!];
    const kind = kindsBySpelling.get(path.join('.'));
    if (kind && (isInternal || !kind.internal)) return { kind, body: body ?? {}, at: toPointer(path) };
    if (!GROUPS.has(keys[0])) break;
  }
  return { unknown: path.join('.'), at: toPointer(path), raw };
}

/** Reports a component without a known kind, at the key that names it. */
export function reportUnknown({ unknown, at, raw }: Unknown, pointer: string, report: Report): void {
  const suggestion = PUBLIC.find((known) => known.endsWith(`.${unknown}`)) ?? suggest(unknown, PUBLIC);
  if (!unknown && isFlat(raw)) {
    const keys = Object.keys(raw).filter((key) => !KINDS.has(key));
    report('CIRCUIT_FLAT', { keys: keys.join(', ') }, pointer);
  } else if (unknown) {
    const params = { kind: unknown, suggestion, instead: absentKinds.get(unknown) };
    report('CIRCUIT_UNKNOWN_KIND', params, pointer + at);
  } else report('CIRCUIT_NO_KIND', { got: JSON.stringify(raw)?.slice(0, 60) ?? 'nothing' }, pointer);
}

/** Ports beside a kind: YAML that is not indented far enough. */
const isFlat = (raw: unknown): raw is object =>
  typeof raw === 'object' && raw !== null && ('in_ports' in raw || 'out_ports' in raw);

const KINDS: ReadonlySet<string> = new Set(
  kinds.flatMap(({ kind, group }) => [kind, ...(group ? [group] : [])]),
);
const GROUPS: ReadonlySet<string | undefined> = new Set(kinds.map(({ group }) => group));
const PUBLIC = kinds.filter((kind) => !kind.internal).map(spelling);

/** The keys of a mapping that have a value; none where it is no mapping. */
function presentKeys(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const mapping = body as Readonly<Record<string, unknown>>;
  return Object.keys(mapping).filter((key) => mapping[key] !== null && mapping[key] !== undefined);
}
