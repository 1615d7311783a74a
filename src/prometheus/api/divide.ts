/** Splits a float into halves of 26 bits (Dekker, 1971). */
const SPLIT = 2 ** 27 + 1;
/** Far beyond the relative error of the correction in `divide`. */
const CORRECTION_ERROR = 2 ** -40;

/**
 * (high + low) / power to the nearest float, NaN where this arithmetic does not determine it. The sum is
 * kept in two floats, the quotient is corrected by its exact remainder (T. J. Dekker, 1971), and is sure when
 * a shift of the correction far beyond its error does not change the result. high and power are exact, low <
 * high.
 */
export function divide(high: number, low: number, power: number): number {
  const sum = high + low;
  const rest = low - (sum - high);
  const quotient = sum / power;
  const product = quotient * power;
  let scaled = SPLIT * quotient;
  const quotientHigh = scaled - (scaled - quotient);
  const quotientLow = quotient - quotientHigh;
  scaled = SPLIT * power;
  const powerHigh = scaled - (scaled - power);
  const powerLow = power - powerHigh;
  const error =
    quotientHigh * powerHigh -
    product +
    quotientHigh * powerLow +
    quotientLow * powerHigh +
    quotientLow * powerLow;
  const correction = (sum - product - error + rest) / power;
  const value = quotient + correction;
  const isSure =
    quotient + correction * (1 + CORRECTION_ERROR) === value &&
    quotient + correction * (1 - CORRECTION_ERROR) === value;
  return isSure ? value : Number.NaN;
}
