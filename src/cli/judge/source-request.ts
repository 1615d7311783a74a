import { nowhere } from '../../errors/location.ts';
import { fail, type Place } from '../../errors/rollout-error.ts';
import { type ConnectionFlags, readConnectionFlags } from '../connection.ts';
import type { ServerRequest } from '../simulate/source-request.ts';

/** commander's form of the flags that say which history is judged on. */
export interface HistoryFlags extends ConnectionFlags {
  readonly from?: string;
  readonly to?: string;
  /** commander's form of --no-preflight. */
  readonly preflight?: boolean;
  readonly replay?: readonly string[];
}

/** The history that a policy is judged on. */
export type HistoryRequest = ServerRequest | RecordingsRequest;

/** Recordings, in any order: they are joined in that of their times. */
export interface RecordingsRequest {
  readonly kind: 'recordings';
  readonly files: readonly string[];
}

/** Throws USAGE_MISSING, USAGE_CONFLICT and USAGE_VALUE. */
export function readHistoryFlags(flags: HistoryFlags): HistoryRequest {
  const { from, to, preflight = true, replay } = flags;
  checkFlags(flags);
  const connection = readConnectionFlags(flags);
  if (!connection) return { kind: 'recordings', files: replay! };
  const range = { from: from!, to };
  return { kind: 'server', connection, range, preflight, record: undefined, duration: undefined };
}

function checkFlags({ prometheus, from, to, replay }: HistoryFlags): void {
  if (prometheus !== undefined && replay !== undefined)
    throw fail('USAGE_CONFLICT', { flags: '--prometheus and --replay' });
  if (prometheus === undefined && replay === undefined)
    throw fail('USAGE_MISSING', {
      what: 'the history to judge on',
      flag: '--prometheus URL --from TIME, or --replay FILE',
      hint: '`rollout simulate --prometheus URL --from now-14d --record FILE` records one',
    });
  if (prometheus !== undefined && from === undefined)
    throw fail('USAGE_MISSING', { what: 'the start of the history', flag: '--from TIME' });
  const [range] = Object.entries({ from, to }).find(([, value]) => value !== undefined) ?? [];
  if (replay !== undefined && range !== undefined)
    throw fail('USAGE_CONFLICT', { flags: `--replay and --${range}` });
}

/** Where a history is said, for what is wrong with all of it: its recordings, or the flag of its start. */
export const historyPlace = (history: HistoryRequest): Place => ({
  at: nowhere(history.kind === 'recordings' ? history.files.join(', ') : '--from'),
});
