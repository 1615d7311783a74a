/** A number for people: six significant digits, no trailing zeros; `invalid` for NaN. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'invalid';
  if (!Number.isFinite(value)) return infinityText(value);
  return String(withoutNoise(value));
}

/** A number as it is told, without the noise of its computation. */
export const withoutNoise = (value: number): number => Number(value.toPrecision(6));

/** A number with its unit: `100 ms`; the number alone where it has none. */
export const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`);

/** A share for people: `12.5 %`; neither 0 % nor 100 % where it is only close to it. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  if (percent < 100 && percent > 99.9) return '>99.9 %';
  return `${Number(percent.toFixed(1))} %`;
}

/** A share that was given: unlike what is measured, it is not rounded. */
export const formatLimit = (share: number): string => `${formatNumber(share * 100)} %`;

/** A number for machines (CSV, series): shortest text that reads back as the same float; empty for NaN. */
export function formatReading(value: number): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return infinityText(value);
  if (Object.is(value, -0)) return '-0';
  return String(value);
}

/** `+Inf` or `-Inf`, by the sign. */
export const infinityText = (value: number): '+Inf' | '-Inf' => (value > 0 ? '+Inf' : '-Inf');

/** Reads a number as Prometheus writes it: `1e-05`, `NaN`, `+Inf`, `-Inf`. `undefined` when it is none. */
export function parseNumber(text: string): number | undefined {
  const special = SPECIAL.get(text.toLowerCase());
  if (special !== undefined) return special;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return undefined;
  return Number(text);
}

const SPECIAL = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/** Go's `%v` of a float: as JavaScript writes it, but exponents below 1e-4 and with two digits: `1e-05`. */
export function formatGoNumber(value: number): string {
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return infinityText(value);
  const text = size !== 0 && size < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}
