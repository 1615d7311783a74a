import {
  DEMAND_BACKWARD,
  DEMAND_HOLD,
  DEMAND_NONE,
  DEMAND_RESET,
  DEMAND_SLOT,
} from '../../circuit/plan/reserved-slots.ts';
import type { Decision } from '../decide.ts';

/** What a gap or a gate demands: nothing, that nothing moves forward, or that it moves back whatever its policy says. */
export type Demand = 'none' | 'hold' | 'backward' | 'reset';

const SLOTS: Readonly<Record<Demand, number>> = {
  none: DEMAND_NONE,
  hold: DEMAND_HOLD,
  backward: DEMAND_BACKWARD,
  reset: DEMAND_RESET,
};

/** Before a tick: what holds it, until another one is set. */
export function setDemand(frame: Float64Array, demand: Demand): void {
  frame[DEMAND_SLOT] = SLOTS[demand];
}

export const isDemand = (name: unknown): name is Demand => CAUTION.some((demand) => demand === name);

/** The demand that a frame is under. */
export const demandIn = (frame: Float64Array): Demand =>
  CAUTION.find((demand) => SLOTS[demand] === frame[DEMAND_SLOT]) ?? 'none';

/** A decision under the demand in force: the more cautious of the two. */
export const withDemand = (decision: Decision, frame: Float64Array): Decision =>
  underDemand(decision, frame[DEMAND_SLOT]!);

/** The same under a demand by its name. */
export const decideUnder = (decision: Decision, demand: Demand): Decision =>
  underDemand(decision, SLOTS[demand]);

function underDemand(decision: Decision, demand: number): Decision {
  if (demand === DEMAND_NONE || decision === 'reset') return decision;
  if (demand === DEMAND_RESET) return 'reset';
  if (demand === DEMAND_BACKWARD) return 'backward';
  if (decision === 'forward') return 'hold';
  return decision;
}

const CAUTION: readonly Demand[] = ['none', 'hold', 'backward', 'reset'];

/** The most cautious of several. */
export const mostCautious = (demands: readonly Demand[]): Demand =>
  CAUTION[Math.max(0, ...demands.map((demand) => CAUTION.indexOf(demand)))]!;
