import { fail } from '../../errors/rollout-error.ts';
import type { Filters } from './metrics.ts';

const LABEL = /^[a-zA-Z_]\w*$/;
const SCALARS: readonly string[] = ['string', 'number', 'boolean'];

/** The extra filters of a dashboard as labels. Throws VALUES_FORMAT, VALUES_TYPE. */
export const readFilters = (extra: Readonly<Record<string, unknown>>): Filters =>
  Object.fromEntries(Object.entries(extra).map(([label, value]) => [label, readFilter(label, value)]));

function readFilter(label: string, value: unknown): string {
  const path = `dashboard.extra_filters.${label}`;
  if (!LABEL.test(label)) {
    const fix = 'letters, digits and _, not starting with a digit';
    throw fail('VALUES_FORMAT', { path, expected: 'a label name', got: `"${label}"`, fix }, { path });
  }
  if (!SCALARS.includes(typeof value)) {
    const got = value === null ? 'null' : typeof value;
    throw fail('VALUES_TYPE', { path, expected: 'a string, a number or a boolean', got }, { path });
  }
  return String(value);
}
