import { stepToApprove } from '../commands/next-approval.ts';
import { startPercentage } from '../commands/start-percentage.ts';
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
import type { Frozen } from '../state/frozen.ts';
import type { ApiRequest, ApiVerb } from './service.ts';

/** A retry approves no other step. */
const approveNext =
  ({ rollout: name, step }: ApiRequest, frozen: Frozen): RequestWrite =>
  (record, request) => {
    if (record.requests.some(({ id }) => id === request.id)) return { kind: 'same' };
    return approve(stepToApprove({ kind: 'frozen', frozen }, record, { name, step }))(record, request);
  };

const WRITES: Readonly<Record<ApiVerb, (request: ApiRequest, frozen: Frozen) => RequestWrite>> = {
  start: () => start,
  pause: () => pause,
  resume: () => resume,
  reset: (_, frozen) => resetTo(startPercentage({ kind: 'frozen', frozen })),
  approve: approveNext,
  advance: () => advance,
  end: ({ at = 'hold' }) => end(at),
  kill: () => kill,
  unkill: () => unkill,
};

/** How a command changes the record of its rollout. The write of an approval throws ROLLOUT_NO_APPROVAL. */
export const writeOf = (request: ApiRequest, frozen: Frozen): RequestWrite =>
  WRITES[request.verb](request, frozen);
