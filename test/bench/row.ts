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

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
