import { formatNumber } from '../../text/number.ts';

/** A number with at most so many significant digits: what an axis or a table has room for. */
export const shortNumber = (value: number, digits = 4): string =>
  formatNumber(Number(value.toPrecision(digits)));

/** An accept percentage with its unit; empty where there is none. */
export function acceptText(percentage: number | null): string {
  if (percentage === null) return '';
  return `${shortNumber(percentage)} %`;
}

/** `10 to 20`, or one number where both read the same. */
export function rangeText(low: number, high: number): string {
  const [from, to] = [shortNumber(low), shortNumber(high)];
  if (from === to) return from;
  return `${from} to ${to}`;
}
