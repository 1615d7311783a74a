import type { RawPort } from './ports.ts';
import type { Reading } from './reading.ts';

const SPECIAL: Readonly<Record<string, Reading>> = {
  NaN: Number.NaN,
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
};

/** The reading of a ConstantSignal; 0 for an empty one, as protobuf has it. */
export function constantOf(signal: RawPort['constant_signal']): Reading {
  if (signal?.special_value) return SPECIAL[signal.special_value] ?? Number.NaN;
  return signal?.value ?? 0;
}

/** How diagrams write a constant: the special value, or two decimals. */
export const constantText = (signal: RawPort['constant_signal']): string =>
  signal?.special_value || toFixed2(signal?.value ?? 0);

/**
 * `%0.2f` of the reference: exact ties (odd eighths) go to the even hundredth, and nothing turns to
 * exponents.
 */
function toFixed2(value: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.00`;
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const isTie = Number.isInteger(size * 8) && !Number.isInteger(size * 4);
  if (!isTie) return sign + size.toFixed(2);
  const whole = Math.floor(size);
  const hundredths = Math.floor((size - whole) * 100);
  return `${sign}${whole}.${hundredths % 2 === 0 ? hundredths : hundredths + 1}`;
}
