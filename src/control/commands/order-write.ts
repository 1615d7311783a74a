import { fail } from '../../errors/rollout-error.ts';
import {
  advance,
  approve,
  end,
  isDone,
  kill,
  pause,
  type RequestWrite,
  refused,
  resetTo,
  resume,
  start,
  takeOver,
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
  /** The least that a target has which somebody else has lowered; undefined where none was. */
  readonly drifted?: number;
  /** Why nobody would obey it, by what its controller has seen last. */
  readonly disobeyed?: string;
}

/** A retry finds nothing that is lowered any more. */
const resumeAs =
  ({ take_over }: Order, { name, drifted }: Subject): RequestWrite =>
  (record, request) => {
    if (!take_over) return resume(record, request);
    if (isDone(record, request)) return { kind: 'same' };
    if (drifted === undefined) throw fail('ROLLOUT_NOT_DRIFTED', { name });
    return takeOver(drifted)(record, request);
  };

/** A retry approves no other step. */
const approveNext =
  ({ step }: Order, { name, frozen }: Subject): RequestWrite =>
  (record, request) => {
    if (isDone(record, request)) return { kind: 'same' };
    const next = stepToApprove(frozen, record, { name, step });
    const reason = [`step ${next + 1}`, request.reason].filter((part) => part !== '').join(': ');
    return approve(next)(record, { ...request, reason });
  };

const WRITES: Readonly<Record<Verb, (order: Order, subject: Subject) => RequestWrite>> = {
  start: () => start,
  pause: () => pause,
  resume: resumeAs,
  reset: (_, { frozen }) => resetTo(startPercentage(frozen)),
  approve: approveNext,
  advance: () => advance,
  end: ({ at = 'hold' }) => end(at),
  kill: () => kill,
  unkill: () => unkill,
};

/** How an order changes the record of its rollout. The write throws ROLLOUT_NO_APPROVAL and ROLLOUT_NOT_DRIFTED. */
export function writeOf(order: Order, subject: Subject): RequestWrite {
  const { disobeyed } = subject;
  const write = WRITES[order.verb](order, subject);
  if (disobeyed === undefined) return write;
  return (record, request) => (isDone(record, request) ? { kind: 'same' } : refused(disobeyed));
}
