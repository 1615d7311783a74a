import { formatShort, formatSpoken, parseDuration, type Seconds } from '../../text/duration.ts';
import { leavesOf } from '../../text/leaves.ts';
import { formatNumber } from '../../text/number.ts';
import { type Path, toDotted, toPointer } from '../../text/pointer.ts';

/** One value of a part, and its text. */
export interface Field {
  readonly name: string;
  readonly value: string | number | boolean;
  readonly text: string;
  /** The field it is a detail of: where that one is added or removed, this one is not reported. */
  readonly detailOf?: string;
}

export const percentField = (name: string, value: number): Field => ({
  name,
  value,
  text: `${formatNumber(value)} %`,
});

/**
 * A time to the second; one with a fraction of a second in the short form. Two that differ have different
 * texts.
 */
export const timeField = (name: string, value: Seconds): Field => ({
  name,
  value,
  text: Number.isInteger(value) ? formatSpoken(value, 4) : formatShort(value),
});

export const textField = (name: string, value: string): Field => ({
  name,
  value,
  text: value === '' ? 'empty' : value,
});

export const numberField = (name: string, value: number): Field => ({
  name,
  value,
  text: formatNumber(value),
});

const TIMES = /(^|_)(interval|duration|window|timeout|ttl|period|for|wait)$/;

/** Every value inside a document as a field named by its dotted path; durations compare by their length. */
export const fieldsOf = (document: unknown): Field[] =>
  leavesOf(document).flatMap(({ path, value }) => {
    if (value === null || value === undefined) return [];
    return [fieldOf(value as Field['value'], path)];
  });

function fieldOf(value: Field['value'], path: Path): Field {
  const name = toDotted(toPointer(path));
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const seconds = secondsOf(value);
  if (seconds !== undefined && TIMES.test(String(key))) return timeField(name, seconds);
  if (typeof value === 'string') return { name, value, text: JSON.stringify(value) };
  return { name, value, text: String(value) };
}

function secondsOf(value: Field['value']): Seconds | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return parseDuration(value);
  return undefined;
}
