import { isInvalid, isTrue, type Reading } from '../../circuit/reading.ts';
import { formatNumber, parseNumber } from '../../text/number.ts';
import type { ExpectedDocument } from './document.ts';

/** What a test expects of a reading. */
export interface Expected {
  readonly text: string;
  readonly holds: (reading: Reading) => boolean;
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => isSame(a, b),
  '!=': (a, b) => !isInvalid(a) && !isSame(a, b),
};

/** Reads `25`, `true`, `invalid` (or null), `< 75`, `20..30`; undefined when it is none of these. */
export function readExpected(given: ExpectedDocument): Expected | undefined {
  if (given === null || given === 'invalid') return { text: 'invalid', holds: isInvalid };
  if (typeof given === 'boolean')
    return { text: String(given), holds: (reading) => !isInvalid(reading) && isTrue(reading) === given };
  if (typeof given === 'number')
    return { text: formatNumber(given), holds: (reading) => isSame(reading, given) };
  const range = /^(\S+?)\s*\.\.\s*(\S+)$/.exec(given);
  const [low, high] = [parseNumber(range?.[1] ?? ''), parseNumber(range?.[2] ?? '')];
  if (low !== undefined && high !== undefined && low <= high)
    return { text: given, holds: (reading) => reading >= low && reading <= high };
  const comparison = /^([<>=!]=?)\s*(\S+)$/.exec(given);
  const [holds, bound] = [COMPARISONS[comparison?.[1] ?? ''], parseNumber(comparison?.[2] ?? '')];
  if (!holds || bound === undefined) return undefined;
  return { text: given, holds: (reading) => holds(reading, bound) };
}

/** Equal as printed, to six significant digits: what a failure shows can be written back. */
const isSame = (a: Reading, b: Reading): boolean => formatNumber(a) === formatNumber(b) && !isInvalid(a);
