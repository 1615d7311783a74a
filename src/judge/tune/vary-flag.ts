import { fail } from '../../errors/rollout-error.ts';
import { formatShort, parseDuration, roundToNano } from '../../text/duration.ts';
import { parseNumber } from '../../text/number.ts';
import { parseDotted, toDotted, toPointer } from '../../text/pointer.ts';
import { MAX_CANDIDATES } from './candidates.ts';
import type { Value } from './varied.ts';

/** One `--vary`, read. */
export interface VaryFlag {
  /** The dotted path of the value. */
  readonly path: string;
  readonly values: readonly Value[];
}

const RANGE = /^(.+?)\.\.(.+)\/(\d+)$/;
const DIGITS = 12;

/** Reads `PATH=10,20,30`, `PATH=10..50/5`, `PATH=30s,1m` or `PATH=30s..2m/4`. Throws TUNE_VARY. */
export function parseVary(text: string): VaryFlag {
  const equals = text.lastIndexOf('=');
  const path = equals < 0 ? undefined : parseDotted(text.slice(0, equals).trim());
  if (!path) throw fault(text, 'it is not PATH=VALUES');
  const values = valuesOf(text.slice(equals + 1).trim(), text);
  if (values.length > MAX_CANDIDATES) throw fault(text, `it has more than ${MAX_CANDIDATES} values`);
  return { path: toDotted(toPointer(path)), values: [...new Set(values)] };
}

function valuesOf(list: string, text: string): Value[] {
  const [, first, last, count] = RANGE.exec(list) ?? [];
  if (count !== undefined)
    return rangeOf(readValue(first!, text), readValue(last!, text), Number(count), text);
  return list.split(',').map((one) => readValue(one.trim(), text));
}

function readValue(word: string, text: string): Value {
  const number = parseNumber(word);
  if (number !== undefined && Number.isFinite(number)) return number;
  if (parseDuration(word) !== undefined) return word;
  throw fault(text, `"${word}" is neither a number nor a duration`);
}

/** Evenly apart, both ends among them. */
function rangeOf(first: Value, last: Value, count: number, text: string): Value[] {
  if (typeof first !== typeof last)
    throw fault(text, 'it begins with a number and ends with a duration, or the other way round');
  if (count < 2) throw fault(text, 'a range has at least two values');
  const [from, to] = [sizeOf(first), sizeOf(last)];
  return Array.from({ length: count }, (_, i) => {
    const size = from + ((to - from) * i) / (count - 1);
    return typeof first === 'number' ? Number(size.toPrecision(DIGITS)) : formatShort(roundToNano(size));
  });
}

/** A number, or a duration in seconds. */
export const sizeOf = (value: Value): number =>
  typeof value === 'number' ? value : (parseDuration(value) ?? Number.NaN);

const fault = (text: string, problem: string): Error => fail('TUNE_VARY', { got: text, problem });
