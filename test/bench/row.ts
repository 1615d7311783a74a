/**
 * One measurement: a rate or a ratio, with what it must keep. Ratios are taken within one run, so the machine
 * cancels out.
 */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One module of the bench: its rows come as they are measured. */
export type Bench = () => AsyncGenerator<Row>;

export const keeps = ({
  value,
  atMost = Number.POSITIVE_INFINITY,
  atLeast = Number.NEGATIVE_INFINITY,
}: Row): boolean => value <= atMost && value >= atLeast;

/** What a change of this much against an earlier commit is called. */
const NOTABLE = 0.05;

/** How a value changed against that of an earlier commit: `+12.0 % worse`. */
export function changeOf({ value, unit, atLeast }: Row, earlier: number): string {
  const change = value / earlier - 1;
  const percent = `${change >= 0 ? '+' : ''}${(100 * change).toFixed(1)} %`;
  if (Math.abs(change) <= NOTABLE) return percent;
  const moreIsBetter = atLeast !== undefined || unit === 'ticks/s';
  return `${percent} ${change > 0 === moreIsBetter ? 'better' : 'worse'}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
