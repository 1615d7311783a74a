import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { formatMoment, type Moment, parseMoment } from '../../text/time.ts';

/** A time in which the service was bad, as somebody wrote it, and where. */
export interface WrittenIncident extends Span {
  readonly name: string | undefined;
  readonly place: Place;
  /** Whether it was named on the command line, not one of a file. */
  readonly isFlag: boolean;
}

export interface Span {
  readonly from: Moment;
  readonly to: Moment;
}

/** One end as it was written, and where. */
export interface WrittenTime {
  readonly value: unknown;
  readonly place: Place;
}

/** `outage`, or the times of one without a name. */
export const labelOf = ({ name, from, to }: WrittenIncident): string =>
  name ?? `${formatMoment(from)} to ${formatMoment(to)}`;

/** Two times, the second after the first; or why not: INCIDENT_TIME of each, INCIDENT_ORDER. */
export function readSpan(
  first: WrittenTime,
  second: WrittenTime,
  read: (value: unknown) => Moment | undefined,
): Span | Diagnostic[] {
  const [from, to] = [read(first.value), read(second.value)];
  if (from === undefined || to === undefined)
    return [first, second]
      .filter(({ value }) => read(value) === undefined)
      .map(({ value, place }) => diagnostic('INCIDENT_TIME', { got: textOf(value) }, place));
  if (to > from) return { from, to };
  return [diagnostic('INCIDENT_ORDER', { from: formatMoment(from), to: formatMoment(to) }, second.place)];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Reads RFC 3339, Unix seconds, `now-7d`; without a zone, as label files have it, it is UTC. */
export const timeReader =
  (now: Moment) =>
  (value: unknown): Moment | undefined => {
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const text = String(value).trim();
    return parseMoment(text, now) ?? parseMoment(`${text}Z`, now);
  };
