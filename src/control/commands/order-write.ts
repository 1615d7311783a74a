import {
  advance,
  approve,
  end,
  kill,
  pause,
  type RequestWrite,
  resetTo,
  resume,
  start,
  unkill,
} from '../record/request-writes.ts';
import type { ReadFrozen } from '../state/frozen-file.ts';
import { stepToApprove } from './next-approval.ts';
import { startPercentage } from './start-percentage.ts';
import type { Order, Verb } from './verbs.ts';

/** The rollout that an order is for. */
interface Subject {
  readonly name: string;
  readonly frozen: ReadFrozen;
}

/** A retry approves no other step. */
const approveNext =
  ({ step }: Order, { name, frozen }: Subject): RequestWrite =>
  (record, request) => {
    if (record.requests.some(({ id }) => id === request.id)) return { kind: 'same' };
    return approve(stepToApprove(frozen, record, { name, step }))(record, request);
  };

const WRITES: Readonly<Record<Verb, (order: Order, subject: Subject) => RequestWrite>> = {
  start: () => start,
  pause: () => pause,
  resume: () => resume,
  reset: (_, { frozen }) => resetTo(startPercentage(frozen)),
  approve: approveNext,
  advance: () => advance,
  end: ({ at = 'hold' }) => end(at),
  kill: () => kill,
  unkill: () => unkill,
};

/** How an order changes the record of its rollout. The write of an approval throws ROLLOUT_NO_APPROVAL. */
export const writeOf = (order: Order, subject: Subject): RequestWrite => WRITES[order.verb](order, subject);
