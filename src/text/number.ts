/** A number for people: six significant digits, no trailing zeros; `invalid` for NaN. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'invalid';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(Number(value.toPrecision(6)));
}

/** A number for machines (CSV, series): shortest text that reads back as the same float; empty for NaN. */
export function formatReading(value: number): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Reads a number as Prometheus writes it: `1e-05`, `NaN`, `+Inf`, `-Inf`. `undefined` when it is none. */
export function parseNumber(text: string): number | undefined {
  const special = SPECIAL.get(text.toLowerCase());
  if (special !== undefined) return special;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const SPECIAL = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);
