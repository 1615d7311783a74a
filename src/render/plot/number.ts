import { formatNumber } from '../../text/number.ts';

/** A number with at most so many significant digits: what an axis or a table has room for. */
export const shortNumber = (value: number, digits = 4): string =>
  formatNumber(Number(value.toPrecision(digits)));

/**
 * An accept percentage with its unit, to a tenth, below 1 to two digits; 100 only where it is that. Empty where there is
 * none.
 */
export function acceptText(percentage: number | null): string {
  if (percentage === null || Number.isNaN(percentage)) return '';
  return `${acceptFigures(percentage)} %`;
}

function acceptFigures(percentage: number): string {
  if (percentage < 1) return shortNumber(percentage, 2);
  if (percentage >= 100) return formatNumber(percentage);
  return formatNumber(Math.min(99.9, Number(percentage.toFixed(1))));
}

/** A share from 0 to 1 as a percentage, to a tenth where it is low: `84 %`, `4.9 %`, `<0.1 %`, `>99 %`. */
export const shareText = (share: number): string => `${percentText(share * 100)} %`;

function percentText(percent: number): string {
  if (percent > 0 && percent < 0.1) return '<0.1';
  if (percent > 99 && percent < 100) return '>99';
  if (percent < 10) return shortNumber(Math.round(percent * 10) / 10);
  return String(Math.round(percent));
}

/** `10 to 20`, or one number where both read the same. */
export function rangeText(low: number, high: number): string {
  const [from, to] = [shortNumber(low), shortNumber(high)];
  if (from === to) return from;
  return `${from} to ${to}`;
}
