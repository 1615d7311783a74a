import { formatNumber } from '../../text/number.ts';

const MIN_DIGITS = 3;
const MAX_DIGITS = 6;

/**
 * A reading in three significant digits, in more where it is an integer of more, or where it would not stand on the
 * same side of the number it is compared with: `50.2`, `1250`, `100.2` against 100.
 */
export function figures(value: number, against = Number.NaN): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const whole = Math.trunc(Math.abs(value)).toString().length;
  for (let digits = Math.max(MIN_DIGITS, whole); digits <= MAX_DIGITS; digits++) {
    const rounded = Number(value.toPrecision(digits));
    const isSameSide = Number.isNaN(against) || Math.sign(rounded - against) === Math.sign(value - against);
    if (isSameSide) return formatNumber(rounded);
  }
  return String(value);
}
