import { fail } from '../../errors/rollout-error.ts';
import { writeRequest } from '../controller/write-request.ts';
import type { Request, RolloutRecord } from '../record/record.ts';
import type { RequestWrite } from '../record/request-writes.ts';
import type { RecordStore } from '../record/store.ts';

export interface Ask {
  readonly name: string;
  readonly store: RecordStore;
  readonly write: RequestWrite;
  readonly request: Request;
}

/** What was asked for is durable, or was so before. */
export interface Answered {
  readonly isNew: boolean;
  readonly record: RolloutRecord;
}

/** Writes what somebody asks of a rollout. Throws ROLLOUT_REFUSED, ROLLOUT_RECORD. */
export async function ask({ name, store, write, request }: Ask): Promise<Answered> {
  const done = await writeRequest(store, write, request);
  if ('record' in done) return { isNew: done.kind === 'written', record: done.record };
  const { kind, why } = done;
  if (kind === 'unknown') throw fail('ROLLOUT_RECORD', { name, why });
  throw fail('ROLLOUT_REFUSED', { name, verb: request.verb, why, fix: fixOf(why, name) });
}

/** What leads on from a refusal. */
const FIXES: Readonly<Record<string, string>> = {
  'it is killed': 'unkill',
  'its kill is not confirmed yet': 'kill',
  'it is not started': 'start',
  'it has ended': 'start',
  'it is paused': 'resume',
  'a target was lowered by somebody else': 'resume',
  'it is complete': 'reset',
};

function fixOf(why: string, name: string): string {
  const when = why === 'it is complete' ? 'to begin again, ' : '';
  return `${when}first: \`rollout ${FIXES[why] ?? 'status'} ${name}\``;
}
