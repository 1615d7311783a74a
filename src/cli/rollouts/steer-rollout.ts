import type { Answered, Reached } from '../../control/commands/reached.ts';
import { requestOf } from '../../control/commands/request.ts';
import type { Taking } from '../../control/commands/taken.ts';
import { doneText, type Order, type Verb } from '../../control/commands/verbs.ts';
import { fail, RolloutError } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { acceptText } from '../../render/plot/number.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import { holderName } from './holder-name.ts';
import { worldOf } from './open-rollout.ts';

/** What somebody asks of a rollout, and how it is said. */
export interface RolloutOrder extends Order {
  readonly reason: string;
  readonly timeout: Seconds;
  /** Fails where a controller has not taken it by then. */
  readonly mustBeTaken: boolean;
  readonly output: 'text' | 'json';
}

/** Asks something of a rollout, and says whether its controller has taken it. Returns the exit code. */
export async function steerRollout(rollout: Reached, order: RolloutOrder, io: IO): Promise<number> {
  const { interrupted: signal } = io; // Ctrl-C is listened to from before anything is asked
  const { verb, at, step, take_over, reason, timeout, mustBeTaken, output } = order;
  const { name } = rollout;
  const request = requestOf(verb, reason, worldOf(io)('/'));
  const answered = await rollout.ask({ verb, at, step, take_over }, request);
  const done = doneText(verb, answered.step);
  if (!answered.asked) {
    io.out(output === 'json' ? asJson({ name, verb, answered }) : `${name} is ${done} already\n`);
    return 0;
  }
  const { id } = request;
  const taking = await rollout.waitUntilTaken({ id, timeout, clock: systemClock, signal });
  if (mustBeTaken && !signal.aborted) refuseUntaken(taking, { name, verb, timeout });
  io.out(
    output === 'json'
      ? asJson({ name, verb, answered, id, taking })
      : await asText(rollout, taking, { done, verb, place: io.place }),
  );
  return signal.aborted ? 130 : 0;
}

interface Awaited {
  readonly name: string;
  readonly verb: Verb;
  readonly timeout: Seconds;
}

/** Throws ROLLOUT_NOT_TAKEN, and what a server failed with. */
function refuseUntaken(taking: Taking, { name, verb, timeout }: Awaited): void {
  if (taking.kind === 'lost') throw taking.problem;
  if (taking.kind !== 'waiting') return;
  const holder = holderName(taking.holder);
  throw fail('ROLLOUT_NOT_TAKEN', { name, verb, holder, waited: formatSpoken(timeout) });
}

interface Saying {
  readonly done: string;
  readonly verb: Verb;
  readonly place: string;
}

async function asText(rollout: Reached, taking: Taking, { done, verb, place }: Saying): Promise<string> {
  const { name } = rollout;
  if (taking.kind === 'taken') return `${done} ${name}${await stoodAt(rollout)}\n`;
  if (taking.kind === 'lost') return `${done} ${name}: it is written; ${taking.problem.message}\n`;
  if (taking.kind === 'waiting')
    return `${done} ${name}: it is written, ${holderName(taking.holder)} has not taken it yet\n`;
  const now =
    verb === 'reset' || verb === 'end' ? `; to switch it off now: rollout kill ${name}${place}` : '';
  return `${done} ${name}: it is written; no controller runs, the next \`rollout run\` obeys it${now}\n`;
}

/** Nothing where it is not known any more. */
async function stoodAt(rollout: Reached): Promise<string> {
  try {
    const { percentage, step, steps } = await rollout.status();
    if (steps === 0) return '';
    return ` at ${acceptText(percentage)}, step ${step + 1} of ${steps}`;
  } catch (problem) {
    if (problem instanceof RolloutError) return '';
    throw problem;
  }
}

interface Result {
  readonly name: string;
  readonly verb: Verb;
  readonly answered: Answered;
  readonly id?: string;
  readonly taking?: Taking;
}

function asJson({ name, verb, answered, id, taking }: Result): string {
  const document = {
    rollout: name,
    action: verb,
    id: id ?? null,
    changed: id !== undefined,
    record: answered.number,
    taken: taking?.kind === 'taken',
    controller: taking?.kind === 'waiting' ? holderName(taking.holder) : null,
  };
  return `${printableJson(document, 2)}\n`;
}
