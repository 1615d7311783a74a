import { parseDuration } from '../text/duration.ts';
import { parseMoment } from '../text/time.ts';

/** A format that schemas name: what it accepts, and the words for it in a diagnostic. */
interface Format {
  readonly accepts: (text: string) => boolean;
  readonly expected: string;
  readonly fix: string;
}

const POLICY_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const EXAMPLES = 'write for example 30s, 5m or 1h30m';

const formatTable: Readonly<Record<string, Format>> = {
  duration: { accepts: (text) => parseDuration(text) !== undefined, expected: 'a duration', fix: EXAMPLES },
  'positive-duration': {
    accepts: (text) => (parseDuration(text) ?? 0) > 0,
    expected: 'a duration above zero',
    fix: EXAMPLES,
  },
  window: {
    accepts: (text) => isWholeMillis(parseDuration(text) ?? 0),
    expected: 'a duration of whole milliseconds above zero, the unit of Prometheus',
    fix: EXAMPLES,
  },
  moment: {
    accepts: (text) => !text.startsWith('now') && parseMoment(text, 0) !== undefined,
    expected: 'a time, RFC 3339 or Unix seconds',
    fix: 'write for example 2026-11-03T14:00:00Z',
  },
  'policy-name': {
    accepts: (text) => text.length <= 253 && POLICY_NAME.test(text),
    expected: 'a name of at most 253 lower-case letters, digits, `-` and `.`',
    fix: 'begin and end it with a letter or digit, such as checkout-v2',
  },
};

const isWholeMillis = (seconds: number): boolean => {
  const nanos = Math.round(seconds * 1e9);
  return nanos > 0 && nanos % 1e6 === 0;
};

/** Format name -> its check, as compiled validators call it. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = Object.fromEntries(
  Object.entries(formatTable).map(([name, { accepts }]) => [name, accepts]),
);

/** The words for a format, or for the pattern of a name; undefined for a format of JSON schema. */
export const formatWords = (name: string, pattern?: string): Pick<Format, 'expected' | 'fix'> | undefined =>
  TIMES_OF_DAY.includes(pattern ?? '')
    ? TIME_WORDS
    : formatTable[pattern === POLICY_NAME.source ? 'policy-name' : name];

/** The patterns of the hours of a rollout file; the last ends with the day. */
const TIMES_OF_DAY = [String.raw`^([01]\d|2[0-3]):[0-5]\d$`, String.raw`^(([01]\d|2[0-3]):[0-5]\d|24:00)$`];
const TIME_WORDS = { expected: 'a time of day, HH:MM', fix: 'write it with two digits each, such as 09:00' };
