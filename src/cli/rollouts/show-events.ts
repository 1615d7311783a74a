import { askedOf, type ReadEvents, readEvents } from '../../control/journal/events.ts';
import type { RolloutStorage } from '../../control/state/state.ts';
import { reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import type { StateFlags } from '../state-dir.ts';
import { brokenJournal, EventPrinter } from './event-text.ts';
import { openRollout } from './open-rollout.ts';

interface EventsRequest extends StateFlags {
  readonly name: string;
  readonly follow: boolean;
  readonly output: 'text' | 'json';
}

const POLL_INTERVAL: Seconds = 0.2;

/** Prints what happened to a rollout, and follows it where that is asked for. */
export async function showEvents(request: EventsRequest, io: IO): Promise<number> {
  const { interrupted } = io; // Ctrl-C is listened to from before the first line
  const { name, follow, output } = request;
  const { storage } = await openRollout(request, io);
  const printer = new EventPrinter(output);
  const show = ({ events }: ReadEvents) => {
    const text = printer.fresh(events);
    if (text !== '') io.out(text);
  };
  let stamp = await stampOf(storage, io);
  const first = await read(storage, io);
  show(first);
  io.report(brokenJournal(name, first.broken));
  if (!follow) return 0;
  while (!interrupted.aborted) {
    await systemClock.sleep(POLL_INTERVAL, interrupted);
    const present = await stampOf(storage, io);
    if (present === stamp) continue;
    stamp = present;
    show(await read(storage, io));
  }
  return 130;
}

/** Throws ROLLOUT_JOURNAL. */
async function read(storage: RolloutStorage, { now }: IO): Promise<ReadEvents> {
  try {
    return await readEvents(storage, now());
  } catch (problem) {
    throw fail('ROLLOUT_JOURNAL', { name: storage.name, why: reasonOf(problem) }, {}, problem);
  }
}

/** A text that changes with every line, and with what is asked. */
async function stampOf(storage: RolloutStorage, { now }: IO): Promise<string> {
  const [journal, asked] = await Promise.all([storage.journalStamp(), askedOf(storage, now())]);
  return `${journal} ${asked.length} ${asked.at(-1)?.id}`;
}
