/** Counts as colours: none, and up to four levels of some. */
export interface HeatScale {
  readonly styleOf: (count: number) => string;
  /** The style of each level that there is, and its counts: `3 to 5`. */
  readonly key: readonly (readonly [style: string, text: string])[];
}

const LEVELS = 4;

/** The levels for these counts: equal steps to the greatest, none that holds no whole number. */
export function heatScale(counts: Iterable<number>): HeatScale {
  const most = Math.max(0, ...counts);
  const levels = Math.min(LEVELS, most);
  const endOf = (level: number): number => Math.floor((level * most) / levels);
  const ends = Array.from({ length: levels }, (_, i) => endOf(i + 1));
  const styleAt = (level: number): string => `heat-${level + LEVELS - levels + 1}`;
  return {
    styleOf: (count) => (count === 0 ? 'heat-0' : styleAt(ends.findIndex((end) => count <= end))),
    key: [
      ['heat-0', 'none'],
      ...ends.map((end, level) => [styleAt(level), countsText((ends[level - 1] ?? 0) + 1, end)] as const),
    ],
  };
}

const countsText = (from: number, to: number): string => (from === to ? `${to}` : `${from} to ${to}`);
