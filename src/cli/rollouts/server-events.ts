import { isEvent, type JournalEvent } from '../../control/journal/line.ts';
import { named, pathOf, shaped } from '../../control/remote/remote-rollout.ts';
import type { ServerClient } from '../../control/remote/server-client.ts';
import { RolloutError } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import { isCount, listOf } from '../../text/shape.ts';
import type { IO } from '../io.ts';
import { brokenJournal, EventPrinter } from './event-text.ts';
import { PatientReader } from './patient-reader.ts';
import type { ServerRequest } from './place.ts';
import { withServer } from './with-server.ts';

interface EventsRequest {
  readonly name: string;
  readonly follow: boolean;
  readonly output: 'text' | 'json';
}

const POLL_INTERVAL: Seconds = 0.5;

/** Prints the journal of a rollout of a server, and follows it where that is asked for: also past a cut connection. */
export const serverEvents = (request: EventsRequest, server: ServerRequest, io: IO): Promise<number> =>
  withServer(server, io, async (client) => {
    const { interrupted: signal } = io; // Ctrl-C is listened to from before the first line
    const { name, follow, output } = request;
    const reader = new PatientReader(client.url, io);
    const printer = new EventPrinter(output);
    /** Whether there may be another page. */
    const show = async () => {
      const { shown } = printer;
      const text = printer.fresh((await reader.read(() => eventsAfter(client, name, shown))) ?? []);
      if (text !== '') io.out(text);
      return printer.shown > shown;
    };
    let hasMore = await show();
    while (hasMore) hasMore = await show();
    io.report(brokenJournal(name, await brokenOf(client, name)));
    while (follow && !signal.aborted) {
      await systemClock.sleep(POLL_INTERVAL, signal);
      if (!signal.aborted) await show().catch((problem) => unlessAborted(problem, signal));
    }
    if (follow) return 130;
    return 0;
  });

/** Throws ROLLOUT_UNKNOWN. */
async function eventsAfter(client: ServerClient, name: string, after: number): Promise<JournalEvent[]> {
  const asked = client.get(pathOf(name, `/events?after=${after}`));
  return shaped<JournalEvent[]>(client, named(asked, client, name), listOf(isEvent));
}

/** A server of an older release does not say it. */
async function brokenOf(client: ServerClient, name: string): Promise<number[]> {
  try {
    return await shaped<number[]>(client, client.get(pathOf(name, '/events/broken')), listOf(isCount));
  } catch (problem) {
    if (problem instanceof RolloutError) return [];
    throw problem;
  }
}

function unlessAborted(problem: unknown, { aborted }: AbortSignal): void {
  if (!aborted || !(problem instanceof RolloutError)) throw problem;
}
