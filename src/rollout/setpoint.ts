import { arithmeticCombinator } from '../circuit/kinds/arithmetic-combinator.ts';
import { type EmaConfig, ema } from '../circuit/kinds/ema.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Component, columnName, configOf, type Feed } from '../circuit/tree.ts';
import type { Criterion } from './criterion.ts';

/** The right side of a criterion that is a product, `BASE x FACTOR`. */
export interface Setpoint {
  readonly product: Component;
  /** Key of the signal that is multiplied. */
  readonly base: string;
  /** The component that puts out the base, where it is a moving average. */
  readonly average: Component | undefined;
  /** What the base is multiplied by; undefined where nothing is connected. */
  readonly factor: Feed | undefined;
}

/** The product a criterion compares with; undefined where its right side is something else. */
export function setpointOf({ component }: Criterion, plan: Plan): Setpoint | undefined {
  const product = plan.producerOf(component.in.rhs?.[0]?.signal ?? '');
  if (!product || configOf(arithmeticCombinator, product)?.operator !== 'mul') return undefined;
  const base = product.in.lhs?.[0]?.signal;
  if (base === undefined) return undefined;
  const source = plan.producerOf(base);
  const average = source?.kind === ema ? source : undefined;
  return { product, base, average, factor: product.in.rhs?.[0] };
}

/** How many times the moving average of its own left side a criterion compares with; undefined for any other right side. */
export function timesAverage(criterion: Criterion, plan: Plan): number | undefined {
  const { average, factor } = setpointOf(criterion, plan) ?? {};
  const averaged = average?.in.input?.[0]?.signal;
  if (averaged === undefined || columnName(averaged) !== criterion.lhs) return undefined;
  return factor?.signal === undefined ? factor?.constant : undefined;
}

/** The parameters of every moving average that reads a signal, in component order. */
export const averagesOf = (key: string | undefined, plan: Plan): EmaConfig['parameters'][] =>
  plan.leaves
    .filter((leaf) => key !== undefined && reads(leaf, key))
    .flatMap((leaf) => configOf(ema, leaf)?.parameters ?? []);

const reads = (leaf: Component, key: string): boolean =>
  Object.values(leaf.in)
    .flat()
    .some(({ signal }) => signal === key);
