import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Request } from '../record/record.ts';
import type { RolloutStorage } from '../state/state.ts';
import { eventOf, type JournalEvent } from './line.ts';
import type { ReadJournal } from './read.ts';

export interface ReadEvents {
  /** What is not in the journal yet comes last. */
  readonly events: readonly JournalEvent[];
  /** As of the journal. */
  readonly broken: readonly number[];
}

/** A controller that runs writes down what is asked within this time. */
const PATIENCE: Seconds = 5;

/** The journal of a rollout, and what was asked of it while no controller was there to write that down. Throws what the state says. */
export async function readEvents(storage: RolloutStorage, now: Moment): Promise<ReadEvents> {
  const requests = await askedOf(storage, now);
  const journal = await storage.readJournal();
  const written = journal.lines.map((line) => eventOf(line, line.sequence));
  return { events: [...written, ...unwritten(requests, journal)], broken: journal.broken };
}

/** What was asked, but for what a controller that runs has just been asked. */
export async function askedOf(storage: RolloutStorage, now: Moment): Promise<readonly Request[]> {
  const { store } = storage;
  const found = await store.read();
  if (found.kind === 'unknown') return [];
  const { requests } = found.value;
  const old = requests.filter(({ at }) => now - Date.parse(at) / 1000 > PATIENCE);
  if (old.length === requests.length) return requests;
  const holder = await store.holder();
  const isLed = holder.kind === 'found' && holder.value !== null;
  return isLed ? old : requests;
}

/** Lines that were removed since may have had those from before the first that is kept. */
function unwritten(requests: readonly Request[], { lines }: ReadJournal): JournalEvent[] {
  const ids = new Set(lines.map(({ id }) => id));
  const first = lines[0] && lines[0].sequence > 1 ? lines[0].time : '';
  return requests
    .filter(({ id, at }) => !ids.has(id) && at >= first)
    .map(({ id, verb: kind, by, at: time, reason }) =>
      eventOf({ time, kind, percentage: null, step: null, reason, by, id }, null),
    );
}
