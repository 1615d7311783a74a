import {
  GATE_BACKWARD,
  GATE_HOLD,
  GATE_OPEN,
  GATE_RESET,
  GATE_SLOT,
} from '../../circuit/plan/reserved-slots.ts';
import type { Decision } from '../decide.ts';

/** What a gate demands: nothing, that nothing moves forward, or that it moves back whatever its policy says. */
export type Demand = 'none' | 'hold' | 'backward' | 'reset';

const SLOTS: Readonly<Record<Demand, number>> = {
  none: GATE_OPEN,
  hold: GATE_HOLD,
  backward: GATE_BACKWARD,
  reset: GATE_RESET,
};

/** Before a tick: what holds it, until another one is set. */
export function setDemand(frame: Float64Array, demand: Demand): void {
  frame[GATE_SLOT] = SLOTS[demand];
}

/** A decision behind the gate: the more cautious of the two. */
export function withDemand(decision: Decision, frame: Float64Array): Decision {
  const gate = frame[GATE_SLOT]!;
  if (gate === GATE_OPEN || decision === 'reset') return decision;
  if (gate === GATE_RESET) return 'reset';
  if (gate === GATE_BACKWARD) return 'backward';
  if (decision === 'forward') return 'hold';
  return decision;
}

const CAUTION: readonly Demand[] = ['none', 'hold', 'backward', 'reset'];

/** The most cautious of several. */
export const mostCautious = (demands: readonly Demand[]): Demand =>
  CAUTION[Math.max(0, ...demands.map((demand) => CAUTION.indexOf(demand)))]!;
