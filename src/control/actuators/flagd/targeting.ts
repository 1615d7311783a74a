import { printableLine } from '../../../text/printable.ts';
import type { PassThrough } from '../../decision.ts';

/** Weights always add up to this: a step is a thousandth of a percent, and growth takes the feature from nobody. */
export const TOTAL_WEIGHT = 100_000;
const WEIGHT_OF_ONE_PERCENT = TOTAL_WEIGHT / 100;

/** The names of the two variants. */
export interface Variants {
  readonly on: string;
  readonly off: string;
}

export interface Target extends Variants {
  readonly percentage: number;
  readonly passThrough: PassThrough | null;
}

type Rule = Readonly<Record<string, unknown>>;

/** The ramped variant stands first; users of the pass-through are asked for before. */
export function targetingOf({ on, off, percentage, passThrough }: Target): Rule {
  const weight = Math.round(percentage * WEIGHT_OF_ONE_PERCENT);
  const split = {
    fractional: [
      [on, weight],
      [off, TOTAL_WEIGHT - weight],
    ],
  };
  if (passThrough === null || passThrough.values.length === 0) return split;
  const isPassed = { in: [{ var: passThrough.label_key }, passThrough.values] };
  return { if: [isPassed, on, split] };
}

/** The percentage of a targeting that has the form of ours; undefined for any other. */
export function percentageOf(targeting: unknown, { on, off }: Variants): number | undefined {
  const split = rulesOf(targeting, 'fractional') ?? rulesOf(rulesOf(targeting, 'if')?.[2], 'fractional');
  const weight = rulesAt(split?.[0])?.[1];
  if (typeof weight !== 'number') return undefined;
  const percentage = weight / WEIGHT_OF_ONE_PERCENT;
  const passThrough = passThroughOf(rulesOf(targeting, 'if')?.[0]);
  const ours = targetingOf({ on, off, percentage, passThrough });
  return JSON.stringify(ours) === JSON.stringify(targeting) ? percentage : undefined;
}

function passThroughOf(rule: unknown): PassThrough | null {
  const [variable, values] = rulesOf(rule, 'in') ?? [];
  const label_key = (variable as Rule | undefined)?.var;
  if (typeof label_key !== 'string' || !Array.isArray(values)) return null;
  return { label_key, values };
}

const rulesOf = (rule: unknown, operator: string): readonly unknown[] | undefined =>
  rulesAt((rule as Rule | null | undefined)?.[operator]);

const rulesAt = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? value : undefined;

/** Variables are looked up by paths, so that a key with a dot is never found. */
export function unreachableKey(passThrough: PassThrough | null): string | undefined {
  if (!passThrough?.label_key.includes('.')) return undefined;
  return printableLine(passThrough.label_key);
}
