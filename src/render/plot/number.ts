import { formatNumber } from '../../text/number.ts';

/** A number with at most so many significant digits: what an axis or a table has room for. */
export const shortNumber = (value: number, digits = 4): string =>
  formatNumber(Number(value.toPrecision(digits)));

/** An accept percentage with its unit; empty where there is none. */
export const acceptText = (percentage: number | null): string =>
  percentage === null ? '' : `${shortNumber(percentage)} %`;
