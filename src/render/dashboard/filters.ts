import { fail } from '../../errors/rollout-error.ts';
import type { Filters } from './metrics.ts';

/** The extra filters of a dashboard as labels. Throws VALUES_FORMAT, VALUES_TYPE. */
export function readFilters(extra: Readonly<Record<string, unknown>>): Filters {
  return Object.fromEntries(
    Object.entries(extra).map(([label, value]) => {
      const path = `dashboard.extra_filters.${label}`;
      if (!/^[a-zA-Z_]\w*$/.test(label))
        throw fail(
          'VALUES_FORMAT',
          {
            path,
            expected: 'a label name',
            got: `"${label}"`,
            fix: 'letters, digits and _, not starting with a digit',
          },
          { path },
        );
      if (!['string', 'number', 'boolean'].includes(typeof value))
        throw fail(
          'VALUES_TYPE',
          { path, expected: 'a string, a number or a boolean', got: value === null ? 'null' : typeof value },
          { path },
        );
      return [label, String(value)];
    }),
  );
}
