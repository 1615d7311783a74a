import { type Demand, mostCautious } from './demand.ts';
import type { HoldReason } from './gate.ts';
import { nextState } from './next-state.ts';
import { reasonsOf } from './reasons.ts';
import type { GateRules } from './rules.ts';
import type { GateState } from './state.ts';
import type { GateView } from './view.ts';

/** What the gates say of a tick. */
export interface GateDecision {
  readonly state: GateState;
  readonly demand: Demand;
  readonly reasons: readonly HoldReason[];
}

/** The gates on one tick: what they remember now, what they demand, and all reasons for it. */
export function decideGates(rules: GateRules, before: GateState, view: GateView): GateDecision {
  const state = nextState(rules, before, view);
  const reasons = reasonsOf(rules, state, view);
  return {
    state: { ...state, hasBegun: state.hasBegun || reasons.length === 0 },
    demand: mostCautious(reasons.map(({ demand }) => demand)),
    reasons: reasons.map(({ reason }) => reason),
  };
}

/** Who has the feature: nobody before the first step, then those of the ramp. */
export const percentageOf = ({ hasBegun }: GateState, accept: number): number => (hasBegun ? accept : 0);

/** Whether the ramp is complete, and was for as long as the rules want. */
export const isBaked = ({ bake }: GateRules, { baked }: GateState, interval: number): boolean =>
  baked > 0 && (baked - 1) * interval >= bake;
