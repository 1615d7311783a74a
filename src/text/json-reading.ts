import { infinityText } from './number.ts';

const WORDS = {
  NaN: Number.NaN,
  '-0': -0,
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
};

/**
 * A reading as JSON, exact but for the payload of a NaN: a number, or the text of one that JSON has no number
 * for.
 */
export type JsonReading = number | keyof typeof WORDS;

export function toJsonReading(reading: number): JsonReading {
  if (Number.isNaN(reading)) return 'NaN';
  if (Object.is(reading, -0)) return '-0';
  if (Number.isFinite(reading)) return reading;
  return infinityText(reading);
}

export const fromJsonReading = (reading: JsonReading): number =>
  typeof reading === 'number' ? reading : WORDS[reading];

export const isJsonReading = (value: unknown): value is JsonReading =>
  typeof value === 'number' || (typeof value === 'string' && Object.hasOwn(WORDS, value));
