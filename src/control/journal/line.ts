import { isJsonReading } from '../../text/json-reading.ts';
import { type Check, isCount, isText, mappingOf, orNull } from '../../text/shape.ts';
import { sumOf } from '../state/sealed.ts';

/** What happened, or was asked for. */
export interface JournalEntry {
  /** RFC 3339. */
  readonly time: string;
  readonly kind: string;
  readonly percentage: number | null;
  /** Position of the ramp's step, from 0. */
  readonly step: number | null;
  readonly reason: string;
  /** Who asked for it; null where nobody did. */
  readonly by: string | null;
  /** Of the request. */
  readonly id: string | null;
}

/** Gapless from the first line on; `previous` is the sum of the line before, empty for the first. */
export interface JournalLine extends JournalEntry {
  readonly sequence: number;
  readonly previous: string;
}

/** What happened, as it is shown: a line of the journal, or one that is not in it yet, without a number then. */
export interface JournalEvent extends JournalEntry {
  readonly sequence: number | null;
}

/** An event, its keys in the promised order. */
export const eventOf = (
  { time, kind, percentage, step, reason, by, id }: JournalEntry,
  sequence: number | null,
): JournalEvent => ({ sequence, time, kind, percentage, step, reason, by, id });

export const isEvent = mappingOf({
  sequence: orNull(isCount),
  time: isText,
  kind: isText,
  percentage: orNull(isJsonReading),
  step: orNull(isCount),
  reason: isText,
  by: orNull(isText),
  id: orNull(isText),
});

const isLine: Check = (value) => {
  const { sequence, previous } = Object(value) as JournalLine;
  return isEvent(value) && sequence !== null && isText(previous);
};

/** Undefined for what is no line of a journal. */
export function readLine(text: string): JournalLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? (value as JournalLine) : undefined;
  } catch {
    return undefined;
  }
}

export const sumOfLine = (text: string): string => sumOf(text);

/** Whether a line follows another one. */
export const isNext = (line: JournalLine, before: string): boolean =>
  line.previous === sumOfLine(before) && line.sequence === (readLine(before)?.sequence ?? 0) + 1;
