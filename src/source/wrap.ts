import type { Readings, Source } from './source.ts';

/** A source with some members of its own; all others are those of the source it wraps. */
export function wrapSource(source: Source, own: Partial<Readings>): Source {
  const readings: Required<Readings> = {
    start: source.start,
    ticks: source.ticks,
    batch: source.batch,
    resultsOn: source.resultsOn,
    fill: (...given) => source.fill(...given),
    why: (...given) => source.why(...given),
    faults: () => source.faults(),
    facts: () => source.facts(),
    cursor: (tick) => source.cursor(tick),
    diagnostics: (ran) => source.diagnostics(ran),
    close: async (ran) => source.close?.(ran),
  };
  if (source.pace === 'live')
    return { ...readings, ...own, pace: 'live', clock: source.clock, pacer: source.pacer };
  return { ...readings, ...own, pace: 'batch' };
}
