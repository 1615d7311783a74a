/** What a setting costs: the share of false alarms, and delays of detection; infinite where most are not detected. */
export interface Cost {
  readonly falseAlarms: number;
  readonly delay95: number;
  readonly delay50: number;
}

/** Those that no other is better than in one thing and as good in the rest; of equal ones the first. Fewest false alarms first. */
export function frontOf<T extends Cost>(all: readonly T[]): T[] {
  const kept = all.filter(
    (one, i) => !all.some((other, j) => dominates(other, one) || (isEqual(other, one) && j < i)),
  );
  return kept.sort((a, b) => a.falseAlarms - b.falseAlarms);
}

const figuresOf = ({ falseAlarms, delay95, delay50 }: Cost): readonly number[] => [
  falseAlarms,
  delay95,
  delay50,
];

const isEqual = (a: Cost, b: Cost): boolean => figuresOf(a).every((figure, i) => figure === figuresOf(b)[i]);

const dominates = (a: Cost, b: Cost): boolean =>
  !isEqual(a, b) && figuresOf(a).every((figure, i) => figure <= figuresOf(b)[i]!);
