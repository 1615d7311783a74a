import { formatShort, formatSpoken, parseDuration, type Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';

/** One thing that can differ, and how people write its value. */
export interface Trait {
  readonly name: string;
  readonly value: string | number | boolean;
  readonly text: string;
  /** The trait it is a detail of: where that comes or goes as a whole, this one is not told of. */
  readonly within?: string;
}

/** A thing a policy consists of: a step, a driver, a component. */
export interface Entity {
  readonly kind: string;
  readonly subject: string;
  /** Two things of a kind with equal likeness are the same thing, whatever they are called. */
  readonly likeness?: string;
  /** Where it stands in the report. */
  readonly rank: number;
  /** What is said when it comes or goes. */
  readonly summary: string;
  readonly traits: readonly Trait[];
  /** It comes and goes with other things that are told of. */
  readonly follows?: boolean;
  /** How a trait of it is spoken of. */
  readonly nameOf: (trait: string) => string;
}

export const percent = (name: string, value: number): Trait => ({
  name,
  value,
  text: `${formatNumber(value)} %`,
});
/** A time to the second, so that two that differ read differently; what is finer stands in the short form. */
export const time = (name: string, value: Seconds): Trait => ({
  name,
  value,
  text: Number.isInteger(value) ? formatSpoken(value, 4) : formatShort(value),
});
export const word = (name: string, value: string): Trait => ({
  name,
  value,
  text: value === '' ? 'empty' : value,
});
export const count = (name: string, value: number): Trait => ({ name, value, text: formatNumber(value) });

const TIMES = /(^|_)(interval|duration|window|timeout|ttl|period|for|wait)$/;

/** Every value inside a document as a trait by its dotted path; durations compare by their length. */
export function traitsOf(value: unknown, path: readonly (string | number)[] = []): Trait[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((entry, i) => traitsOf(entry, [...path, i]));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, entry]) => traitsOf(entry, [...path, key]));
  const name = toDotted(toPointer(path));
  const seconds = TIMES.test(String(path.findLast((part) => typeof part === 'string')))
    ? secondsOf(value)
    : undefined;
  if (seconds !== undefined) return [time(name, seconds)];
  return [
    {
      name,
      value: value as Trait['value'],
      text: typeof value === 'string' ? JSON.stringify(value) : String(value),
    },
  ];
}

const secondsOf = (value: unknown): Seconds | undefined =>
  typeof value === 'number' ? value : typeof value === 'string' ? parseDuration(value) : undefined;
