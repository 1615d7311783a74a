import type { Plan } from '../circuit/plan.ts';
import type { Component } from '../circuit/tree.ts';
import { fnv1a } from '../numerics/fnv1a.ts';
import type { Seconds } from '../text/duration.ts';

/** What distinguishes a plan from others: the names make a difference readable, the hash finds every other one. */
export interface PlanIdentity {
  readonly interval: Seconds;
  readonly slots: number;
  /** The columns of its trace. */
  readonly signals: readonly string[];
  /** Of all components with their configuration and ports. */
  readonly hash: number;
}

export function identityOf(plan: Plan): PlanIdentity {
  return {
    interval: plan.interval,
    slots: plan.start().frame.length,
    signals: plan.columns.map(({ name }) => name),
    hash: fnv1a(JSON.stringify(plan.leaves.map(partsOf))),
  };
}

const partsOf = ({ id, kind, config, in: inputs, out }: Component) => [id, kind.kind, config, inputs, out];

/** In which way a state is of another plan than the one it is to go on with; undefined where it is not. */
export function planDifference(state: PlanIdentity, plan: PlanIdentity): string | undefined {
  if (state.interval !== plan.interval)
    return `it ticked every ${state.interval} s, this one ticks every ${plan.interval} s`;
  const gone = state.signals.find((name) => !plan.signals.includes(name));
  if (gone !== undefined) return `it had the signal ${gone}, this one has not`;
  const added = plan.signals.find((name) => !state.signals.includes(name));
  if (added !== undefined) return `this one has the signal ${added}, it had not`;
  if (state.slots !== plan.slots) return `its frame had ${state.slots} slots, this one has ${plan.slots}`;
  return state.hash === plan.hash ? undefined : 'a component has another configuration';
}
