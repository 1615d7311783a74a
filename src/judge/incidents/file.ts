import { throwIfErrors } from '../../errors/rollout-error.ts';
import type { Path } from '../../text/pointer.ts';
import { isMapping } from '../../text/shape.ts';
import type { Moment } from '../../text/time.ts';
import type { Document } from '../../text/yaml.ts';
import { readSpan, type WrittenIncident } from './incident.ts';
import { checkKeys } from './keys.ts';
import { type Reader, readerOf, reportShape } from './reader.ts';

/** One entry of a file, and what it is called where it does not say so itself. */
interface Entry {
  readonly value: unknown;
  readonly path: Path;
  readonly series?: string;
}

/**
 * Reads a list of `{from, to, name}`, a list of pairs `[from, to]`, or such lists of pairs by the name of a series (a label
 * file). Throws all faults: INCIDENT_SHAPE, INCIDENT_TIME, INCIDENT_ORDER, VALUES_UNKNOWN_KEY, VALUES_MISSING_KEY, VALUES_TYPE.
 */
export function readIncidents(document: Document, now: Moment): WrittenIncident[] {
  const reader = readerOf(document, now);
  const incidents = entriesOf(document.value, reader).flatMap((entry) => readEntry(entry, reader) ?? []);
  throwIfErrors(reader.faults);
  return incidents;
}

function entriesOf(value: unknown, reader: Reader): Entry[] {
  if (Array.isArray(value)) return value.map((one, i) => ({ value: one, path: [i] }));
  if (isMapping(value))
    return Object.entries(value as object).flatMap(([name, list]) => entriesOfSeries(name, list, reader));
  reportShape(value, [], 'a list of incidents', reader);
  return [];
}

/** The windows of one series carry its name, and a number from the second on. */
function entriesOfSeries(name: string, list: unknown, reader: Reader): Entry[] {
  if (Array.isArray(list))
    return list.map((value, i) => ({
      value,
      path: [name, i],
      series: i === 0 ? name : `${name} ${i + 1}`,
    }));
  reportShape(list, [name], 'a list of [from, to]', reader);
  return [];
}

function readEntry(entry: Entry, reader: Reader): WrittenIncident | undefined {
  const { value, path, series } = entry;
  if (Array.isArray(value) && value.length === 2) return readEnds(entry, [0, 1], reader);
  if (series === undefined && isMapping(value))
    return checkKeys(value as object, path, reader) ? readEnds(entry, ['from', 'to'], reader) : undefined;
  reportShape(value, path, series === undefined ? '{from, to, name} or [from, to]' : '[from, to]', reader);
  return undefined;
}

function readEnds(
  { value, path, series }: Entry,
  [from, to]: readonly [string | number, string | number],
  { read, placeOf, faults }: Reader,
): WrittenIncident | undefined {
  const parts = value as Readonly<Record<string | number, unknown>>;
  const endAt = (key: string | number) => ({ value: parts[key], place: placeOf([...path, key]) });
  const span = readSpan(endAt(from), endAt(to), read);
  if (Array.isArray(span)) {
    faults.push(...span);
    return undefined;
  }
  const name = series ?? (parts.name as string | undefined);
  return { ...span, name: name?.trim() || undefined, place: placeOf(path), isFlag: false };
}
