import type { Source } from '../../src/source/source.ts';

/**
 * Everything a run sees of a source that ends: readings by query, why they are invalid, what it says at the
 * end.
 */
export interface Drained {
  readonly readings: readonly Float64Array[];
  readonly whys: readonly string[];
  readonly diagnostics: readonly string[];
}

/** Reads a source to its end and closes it, also when it fails. */
export async function drain(source: Source, everies: readonly number[]): Promise<Drained> {
  const readings = everies.map(() => new Float64Array(source.ticks).fill(Number.NaN));
  const columns = everies.map(() => new Float64Array(source.batch));
  const whys = new Set<string>();
  try {
    for (let first = 0; first < source.ticks; first += source.batch) {
      const count = Math.min(source.batch, source.ticks - first);
      await source.fill(columns, first, count, 0);
      for (const [q, every] of everies.entries())
        for (let tick = Math.ceil(first / every) * every; tick < first + count; tick += every) {
          readings[q]![tick] = columns[q]![tick - first]!;
          const why = source.why(q, tick);
          if (why !== undefined) whys.add(`${q} ${why}`);
        }
    }
    return {
      readings,
      whys: [...whys],
      diagnostics: source.diagnostics(source.ticks).map(({ code, message }) => `${code} ${message}`),
    };
  } finally {
    await source.close?.(source.ticks);
  }
}
