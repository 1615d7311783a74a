/**
 * The one unit of time inside rollout. Text like `5m` exists in this file's callers' inputs and outputs only.
 */
export type Seconds = number;

/** A number of ticks: intervals of a circuit, counted. */
export type Ticks = number;

const UNITS: Readonly<Record<string, Seconds>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h|d|w)/gy;
const NANO = 1e9;

/** The longest duration of the policy language, about 10,000 years: protobuf's own bound. */
export const LONGEST: Seconds = 315_576_000_000;

/** Less than a nanosecond would be rounded to nothing. */
const MIN_EXACT: Seconds = 1e-9 * (1 - 1e-6);

/** A pattern for schemas and editors: what `parseDuration` reads. */
export const DURATION_PATTERN = '^[+]?((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h|d|w))+$';

/**
 * Reads a duration: protobuf (`300s`, `1.5s`), Go and Prometheus (`5m`, `1h30m`, `500ms`, `2d`).
 * Rounded to the nanosecond. `undefined` when it is none, negative, shorter than a nanosecond, or longer
 * than LONGEST.
 */
export function parseDuration(text: string): Seconds | undefined {
  const body = text.replace(/^\+/, '');
  let seconds = 0;
  PART.lastIndex = 0;
  let end = 0;
  for (let part = PART.exec(body); part; part = PART.exec(body)) {
    const exact = Number(part[1]) * UNITS[part[2]!]!;
    if (exact > 0 && exact < MIN_EXACT) return undefined;
    seconds += roundToNano(exact);
    end = PART.lastIndex;
  }
  if (end !== body.length || body === '' || seconds > LONGEST) return undefined;
  return roundToNano(seconds);
}

/** Protobuf's JSON form, the one a policy carries: `300s`, `1.5s`. */
export const formatSeconds = (seconds: Seconds): string => `${decimal(seconds)}s`;

/** Go's form, the one diagrams carry: `0s`, `500ms`, `1.5s`, `5m0s`, `1h0m0s`. */
export function formatGo(seconds: Seconds): string {
  if (seconds === 0) return '0s';
  if (seconds < 1e-6) return `${decimal(seconds * 1e9)}ns`;
  if (seconds < 1e-3) return `${decimal(seconds * 1e6)}µs`;
  if (seconds < 1) return `${decimal(seconds * 1e3)}ms`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${decimal(roundToNano(seconds % 60))}s`;
  if (hours) return `${hours}h${minutes}m${rest}`;
  if (minutes) return `${minutes}m${rest}`;
  return rest;
}

/** Go's form without parts that are zero at its end, and one `parseDuration` reads: `0s`, `2m30s`, `1h`. */
export const formatShort = (seconds: Seconds): string =>
  formatGo(seconds)
    .replace(/([hm])0s$/, '$1')
    .replace(/h0m$/, 'h');

const READABLE_UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** The form people say: `1 s`, `5 min`, `2 h 30 min`, `3 d`; rounded to at most so many parts. */
export function formatSpoken(seconds: Seconds, most = 2): string {
  if (seconds === 0) return '0 s';
  if (seconds < 1) return `${decimal(Math.round(seconds * 1e3))} ms`;
  const exact = seconds < 60 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  const parts = partsOf(exact);
  const last = parts[most - 1]?.size ?? 1;
  return (parts.length > most ? partsOf(Math.round(exact / last) * last) : parts)
    .map(({ count, unit }) => `${count} ${unit}`)
    .join(' ');
}

function partsOf(
  seconds: Seconds,
): { readonly count: string; readonly unit: string; readonly size: Seconds }[] {
  let rest = seconds;
  return READABLE_UNITS.map(([size, unit]) => {
    const count = size === 1 ? decimal(rest) : String(Math.floor(rest / size));
    rest -= Math.floor(rest / size) * size;
    return { count, unit, size };
  }).filter(({ count }) => count !== '0');
}

/** How many ticks cover a duration: rounded up, exact for whole multiples. */
export const ticksOf = (duration: Seconds, interval: Seconds): number =>
  Math.ceil(Math.round(duration * NANO) / Math.round(interval * NANO));

/** Takes the error of binary fractions off a sum or product of seconds. */
export const roundToNano = (seconds: Seconds): Seconds => Math.round(seconds * NANO) / NANO;

const decimal = (value: number): string => value.toFixed(9).replace(/\.?0+$/, '');
