import type { ReadJournal } from '../../control/journal/read.ts';
import type { RolloutStorage } from '../../control/state/state.ts';
import { reasonOf } from '../../disk/reasons.ts';
import { diagnostic, fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import type { StateFlags } from '../state-dir.ts';
import { eventText } from './event-text.ts';
import { openRollout } from './open-rollout.ts';

interface EventsRequest extends StateFlags {
  readonly name: string;
  readonly follow: boolean;
  readonly output: 'text' | 'json';
}

const POLL_INTERVAL: Seconds = 0.2;
const MAX_NAMED = 5;

/** Prints the journal of a rollout, and follows it where that is asked for. */
export async function showEvents(request: EventsRequest, io: IO): Promise<number> {
  const { interrupted } = io; // Ctrl-C is listened to from before the first line
  const { name, follow, output } = request;
  const { storage } = await openRollout(request, io);
  let shown = 0;
  let stamp = await storage.journalStamp();
  const show = ({ lines }: ReadJournal) => {
    const fresh = lines.filter(({ sequence }) => sequence > shown);
    shown = fresh.at(-1)?.sequence ?? shown;
    if (fresh.length > 0) io.out(fresh.map(({ previous: _, ...event }) => eventText(event, output)).join(''));
  };
  const journal = await read(storage);
  show(journal);
  if (journal.broken.length > 0)
    io.report([diagnostic('JOURNAL_BROKEN', { name, lines: brokenText(journal.broken) })]);
  if (!follow) return 0;
  while (!interrupted.aborted) {
    await systemClock.sleep(POLL_INTERVAL, interrupted);
    const present = await storage.journalStamp();
    if (present === stamp) continue;
    stamp = present;
    show(await read(storage));
  }
  return 130;
}

/** Empty before the first line. Throws ROLLOUT_JOURNAL. */
async function read(storage: RolloutStorage): Promise<ReadJournal> {
  try {
    return await storage.readJournal();
  } catch (problem) {
    throw fail('ROLLOUT_JOURNAL', { name: storage.name, why: reasonOf(problem) }, {}, problem);
  }
}

function brokenText(broken: readonly number[]): string {
  const shown = broken
    .slice(0, MAX_NAMED)
    .map((sequence) => (sequence === 0 ? 'one without a number' : sequence));
  const more = broken.length > MAX_NAMED ? `, and ${broken.length - MAX_NAMED} more` : '';
  return `line ${shown.join(', ')}${more}`;
}
