import type { Decision } from '../../decision.ts';
import { type Flag, foreignRules, isRule, missingVariant } from './flag-fault.ts';
import type { FlagFile } from './flag-file.ts';
import { percentageOf, targetingOf, unreachableKey, type Variants } from './targeting.ts';

/** One flag of flagd, and what its variants are called. */
export interface FlagTarget {
  readonly name: string;
  readonly variants: Variants;
}

/** Weights are thousandths of a percent. */
export const DECIMALS = 3;

/** Undefined for rules that are not ours, and where code decides. */
export function percentageIn(
  { state, defaultVariant, targeting }: Flag,
  variants: Variants,
): number | undefined {
  if (state !== 'ENABLED') return undefined;
  if (isRule(targeting)) return percentageOf(targeting, variants);
  if (defaultVariant === variants.off) return 0;
  if (defaultVariant === variants.on) return 100;
  return undefined;
}

/** The keys of a flag that a rounded decision changes. Throws where what stands there is not overwritten: 0 is written over everything. */
export function changesOf(file: FlagFile, target: FlagTarget, decision: Decision): Flag {
  const percentage = decision.killed ? 0 : decision.percentage;
  refuseOthers(file, target, percentage === 0);
  const passThrough = decision.killed ? null : decision.pass_through;
  const key = unreachableKey(passThrough);
  if (key !== undefined) throw new Error(`flagd finds no attribute with a dot: ${key} of the pass-through`);
  const targeting = targetingOf({ ...target.variants, percentage, passThrough });
  return { state: 'ENABLED', defaultVariant: target.variants.off, targeting };
}

/** Throws FlagFault. */
export function refuseOthers(file: FlagFile, { name, variants }: FlagTarget, isOff: boolean): void {
  const { off } = variants;
  const missing = missingVariant(file, name, isOff ? { off } : variants);
  if (missing) throw missing;
  if (!isOff && percentageIn(file.flag, variants) === undefined) throw foreignRules(file, name, variants);
}
