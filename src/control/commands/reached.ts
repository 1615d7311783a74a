import type { Request } from '../record/record.ts';
import type { RolloutStatus } from '../state/rollout-status.ts';
import { ask } from './ask.ts';
import { whyDisobeyed } from './disobeyed.ts';
import { writeOf } from './order-write.ts';
import { viewOf } from './rollout-view.ts';
import type { StoredRollout } from './stored-rollout.ts';
import { type TakenWait, type Taking, waitUntilTaken } from './taken.ts';
import { type Order, TAKE_OVER } from './verbs.ts';

/** What came of a request. */
export interface Answered {
  /** False for one that changed nothing, such as a retry. */
  readonly changed: boolean;
  /** The record has it among its requests: false where nothing was to be changed. */
  readonly asked: boolean;
  /** Of the record that says so. */
  readonly number: number;
  /** What an approval lets it enter, from 1. */
  readonly step?: number;
}

/** A rollout as commands reach it: in its state, or by the API of a process that runs it. */
export interface Reached {
  readonly name: string;
  /** Throws ROLLOUT_REFUSED, ROLLOUT_NO_APPROVAL, ROLLOUT_NOT_DRIFTED, ROLLOUT_RECORD, and SERVER_* for a server. */
  ask(order: Order, request: Omit<Request, 'verb'>): Promise<Answered>;
  /** Whether its controller has taken a request, once that is so or the time is over. */
  waitUntilTaken(wait: TakenWait): Promise<Taking>;
  status(): Promise<RolloutStatus>;
}

/** What its controller has seen of targets that somebody else has lowered. */
function driftedIn({ actuators }: RolloutStatus): number | undefined {
  const below = actuators
    .filter(({ outcome }) => outcome === 'below')
    .flatMap(({ in_force }) => in_force ?? []);
  if (below.length === 0) return undefined;
  return Math.min(...below);
}

/** A rollout of a state. */
export const reachStored = (stored: StoredRollout): Reached => ({
  name: stored.name,
  async ask(order, asked) {
    const { name, store } = stored;
    const request = { ...asked, verb: order.take_over ? TAKE_OVER : order.verb };
    const status = await viewOf(stored);
    const drifted = order.take_over ? driftedIn(status) : undefined;
    const write = writeOf(order, { ...stored, drifted, disobeyed: whyDisobeyed(order.verb, status) });
    const { isNew, record } = await ask({ name, store, write, request });
    const isAsked = record.requests.some(({ id }) => id === asked.id);
    const approval = order.verb === 'approve' ? record.approvals.at(-1) : undefined;
    const step = approval && approval.step + 1;
    return { changed: isNew, asked: isAsked, number: record.number, step };
  },
  waitUntilTaken: (wait) => waitUntilTaken(stored, wait),
  status: () => viewOf(stored),
});
