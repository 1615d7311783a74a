import { decider } from '../circuit/kinds/decider.ts';
import type { Plan } from '../circuit/plan.ts';
import type { Component } from '../circuit/tree.ts';
import { rampOf } from './ramp.ts';
import { upstreamOfRamp } from './upstream.ts';

/**
 * Of every query: the constants that its readings are compared with before the ramp, in ascending order, each once.
 * Readings on the same side of all of them, or equal to the same, mean the same to the ramp. Undefined where readings of
 * a query go another way, such as into an average or a comparison of two signals.
 */
export function thresholdsOf(plan: Plan): readonly (readonly number[])[] | undefined {
  const upstream = [...upstreamOfRamp(plan)];
  const ports = Object.values(rampOf(plan)?.keys ?? {});
  const ofQueries = plan.queries.map(({ component }) => {
    const key = component.out.output;
    if (key === undefined) return [];
    if (ports.includes(key)) return [undefined];
    return upstream.filter((leaf) => reads(leaf, key)).map(comparedWith);
  });
  if (ofQueries.flat().includes(undefined)) return undefined;
  return ofQueries.map((constants) => distinct(constants as number[]));
}

const reads = (leaf: Component, key: string): boolean =>
  Object.values(leaf.in)
    .flat()
    .some(({ signal }) => signal === key);

/** The constant on the other side of a comparison; undefined where there is none. */
function comparedWith({ kind, in: { lhs = [], rhs = [] } }: Component): number | undefined {
  if (kind !== decider) return undefined;
  const [left, right] = [lhs[0], rhs[0]];
  if (right?.signal === undefined) return right?.constant;
  return left?.signal === undefined ? left?.constant : undefined;
}

const distinct = (constants: readonly number[]): number[] =>
  [...new Set(constants)].filter((constant) => !Number.isNaN(constant)).sort((a, b) => a - b);
