import type { Orders } from '../../rollout/gates/view.ts';
import type { Leadership } from '../controller/leadership.ts';
import { isApproved } from '../record/request-writes.ts';
import type { AskedOf } from './asked-of.ts';
import type { GateAnswers } from './gate-answers.ts';
import { controllerReasons } from './hold-reasons.ts';
import type { RequestCount } from './request-count.ts';

export interface OrdersOptions {
  readonly leadership: Leadership;
  readonly asked: AskedOf;
  readonly answers: GateAnswers;
  /** Undefined where no requests are counted. */
  readonly requests: RequestCount | undefined;
  readonly mayStartItself: boolean;
  readonly isServerDown: boolean;
  /** Why something could not be written last. */
  readonly faults: readonly string[];
}

/** What people and the world say on a tick. */
export function ordersOf(options: OrdersOptions): Orders {
  const { leadership, asked, answers, requests, faults, mayStartItself, isServerDown } = options;
  const { record, holds } = leadership;
  return {
    isStarted: record.started,
    isPaused: record.paused,
    isKilled: record.killed !== null,
    mayStartItself,
    reset: record.ended === 'reset' ? 'it was ended: back to its start' : asked.takeReset(),
    isApproved: (step) => isApproved(record, step),
    isGateOpen: (gate) => answers.isOpen(gate),
    requests: requests?.requests,
    isServerDown,
    others: controllerReasons(holds, faults),
  };
}
