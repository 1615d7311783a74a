import type { Orders } from '../../rollout/gates/view.ts';
import type { Leadership } from '../controller/leadership.ts';
import { isApproved } from '../record/request-writes.ts';
import type { AskedOf } from './asked-of.ts';
import { controllerReasons } from './hold-reasons.ts';
import type { Surroundings } from './surroundings.ts';

export interface OrdersOptions {
  readonly leadership: Leadership;
  readonly asked: AskedOf;
  readonly surroundings: Surroundings;
  readonly mayStartItself: boolean;
  /** Why something could not be written last. */
  readonly faults: readonly string[];
}

/** What people and the world say on a tick. */
export function ordersOf(options: OrdersOptions): Orders {
  const { leadership, asked, surroundings, faults, mayStartItself } = options;
  const { record, holds } = leadership;
  return {
    isStarted: record.started,
    isPaused: record.paused,
    isKilled: record.killed !== null,
    mayStartItself,
    reset: record.ended === 'reset' ? 'it was ended: back to its start' : asked.takeReset(),
    isApproved: (step) => isApproved(record, step),
    isGateOpen: (gate) => surroundings.isGateOpen(gate),
    requests: surroundings.requests,
    isServerDown: surroundings.isServerDown,
    others: controllerReasons(holds, faults),
  };
}
