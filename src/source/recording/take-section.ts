import type { Source, SourceQuery } from '../source.ts';
import type { Reason, Section } from './file.ts';

/** The results of `count` ticks from `first` on, in the columns a source was given. */
export interface Filled {
  readonly columns: readonly Float64Array[];
  readonly first: number;
  readonly count: number;
}

/** Copies what a source gave into a section without faults. */
export function takeSection(filled: Filled, queries: readonly SourceQuery[], source: Source): Section {
  const { first, count } = filled;
  const reasons: Reason[] = [];
  const values = queries.map(({ every }, query) => {
    const step = source.resultsOn === 'every tick' ? 1 : every;
    const start = Math.ceil(first / step) * step;
    const taken = takeColumn(filled, query, step);
    reasons.push(...reasonsIn(taken, (i) => ({ query, tick: start + i * step }), source));
    return taken;
  });
  return { first, count, reasons, faults: [], values };
}

/** The results of one query, those at multiples of `step`. */
function takeColumn({ columns, first, count }: Filled, query: number, step: number): Float64Array {
  const column = columns[query]!;
  const start = Math.ceil(first / step) * step;
  const taken = new Float64Array(Math.max(0, Math.ceil((first + count - start) / step)));
  for (let i = 0; i < taken.length; i++) taken[i] = column[start + i * step - first]!;
  return taken;
}

type Open = { -readonly [Key in keyof Reason]: Reason[Key] };

/** Why readings are invalid; neighbours with the same reason are one. */
function reasonsIn(
  values: Float64Array,
  placeOf: (i: number) => { readonly query: number; readonly tick: number },
  source: Source,
): Reason[] {
  const reasons: Open[] = [];
  let open: Open | undefined;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) {
      open = undefined;
      continue;
    }
    const { query, tick } = placeOf(i);
    const why = source.why(query, tick) ?? '';
    if (open?.why === why) {
      open.count++;
      continue;
    }
    open = { query, first: tick, count: 1, why };
    reasons.push(open);
  }
  return reasons;
}
