import { ask } from '../../control/commands/ask.ts';
import { requestOf } from '../../control/commands/request.ts';
import type { StoredRollout } from '../../control/commands/stored-rollout.ts';
import { type Taking, waitUntilTaken } from '../../control/commands/taken.ts';
import type { RolloutRecord } from '../../control/record/record.ts';
import type { RequestWrite } from '../../control/record/request-writes.ts';
import type { RolloutStorage } from '../../control/state/state.ts';
import { fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { acceptText } from '../../render/plot/number.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import { holderName } from './holder-name.ts';
import { worldOf } from './open-rollout.ts';

/** What somebody asks of a rollout, and how it is said. */
export interface RolloutOrder {
  readonly verb: string;
  readonly write: RequestWrite;
  /** `paused`, before its name. */
  readonly done: string;
  readonly reason: string;
  readonly timeout: Seconds;
  /** Fails where a controller has not taken it by then. */
  readonly mustBeTaken: boolean;
  readonly output: 'text' | 'json';
}

/** Writes an order into the record of a rollout, and says whether its controller has taken it. Returns the exit code. */
export async function steerRollout(stored: StoredRollout, order: RolloutOrder, io: IO): Promise<number> {
  const { interrupted: signal } = io; // Ctrl-C is listened to from before anything is asked
  const { verb, write, reason, timeout, mustBeTaken, output } = order;
  const { name, store } = stored;
  const request = requestOf(verb, reason, worldOf(io)('/'));
  const { isNew, record } = await ask({ name, store, write, request });
  if (!isNew) {
    io.out(output === 'json' ? asJson(name, order, { record }) : `${name} is ${order.done} already\n`);
    return 0;
  }
  const taking = await waitUntilTaken(stored, { id: request.id, timeout, clock: systemClock, signal });
  if (taking.kind === 'waiting' && mustBeTaken && !signal.aborted) {
    const holder = holderName(taking.holder);
    throw fail('ROLLOUT_NOT_TAKEN', { name, verb, holder, waited: formatSpoken(timeout) });
  }
  const result = { record, taking, id: request.id };
  io.out(output === 'json' ? asJson(name, order, result) : await asText(stored, order, taking));
  return 0;
}

async function asText(
  { name, storage }: StoredRollout,
  { done, verb }: RolloutOrder,
  taking: Taking,
): Promise<string> {
  if (taking.kind === 'taken') return `${done} ${name}${await stoodAt(storage)}\n`;
  if (taking.kind === 'waiting')
    return `${done} ${name}: it is written, ${holderName(taking.holder)} has not taken it yet\n`;
  const now = verb === 'reset' || verb === 'end' ? `; to switch it off now: rollout kill ${name}` : '';
  return `${done} ${name}: it is written; no controller runs, the next \`rollout run\` obeys it${now}\n`;
}

async function stoodAt(storage: RolloutStorage): Promise<string> {
  const read = await storage.readStatus();
  if (read.kind !== 'found') return '';
  const { percentage, step, steps } = read.status;
  return ` at ${acceptText(percentage)}, step ${step + 1} of ${steps}`;
}

interface Result {
  readonly record: RolloutRecord;
  readonly id?: string;
  readonly taking?: Taking;
}

function asJson(rollout: string, { verb }: RolloutOrder, { record, id, taking }: Result): string {
  const document = {
    rollout,
    action: verb,
    id: id ?? null,
    changed: id !== undefined,
    record: record.number,
    taken: taking?.kind === 'taken',
    controller: taking?.kind === 'waiting' ? holderName(taking.holder) : null,
  };
  return `${printableJson(document, 2)}\n`;
}
