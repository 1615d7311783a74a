import type { Section } from './file.ts';

/** The readings of one query in a section: one every `every` ticks. */
export interface SectionColumn {
  readonly section: Section;
  readonly values: Float64Array;
  readonly every: number;
}

/** The tick after the last one of a section. */
export const endOf = ({ first, count }: Pick<Section, 'first' | 'count'>): number => first + count;

/** Copies the readings before tick `end` into a column that begins at tick `first`. */
export function copyInto(
  column: Float64Array,
  { section, values, every }: SectionColumn,
  first: number,
  end: number,
): void {
  const origin = Math.ceil(section.first / every) * every;
  const from = Math.max(origin, Math.ceil(first / every) * every);
  const to = Math.min(end, endOf(section));
  if (every === 1 && from < to) column.set(values.subarray(from - origin, to - origin), from - first);
  if (every === 1) return;
  for (let tick = from; tick < to; tick += every) column[tick - first] = values[(tick - origin) / every]!;
}
