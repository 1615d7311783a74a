import { isEvent, type JournalLine } from '../../control/journal/line.ts';
import { named, pathOf, shaped } from '../../control/remote/remote-rollout.ts';
import type { ServerClient } from '../../control/remote/server-client.ts';
import { RolloutError } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import { listOf } from '../../text/shape.ts';
import type { IO } from '../io.ts';
import { eventText } from './event-text.ts';
import { PatientReader } from './patient-reader.ts';
import type { ServerRequest } from './place.ts';
import { withServer } from './with-server.ts';

interface EventsRequest {
  readonly name: string;
  readonly follow: boolean;
  readonly output: 'text' | 'json';
}

type Event = Omit<JournalLine, 'previous'>;

const POLL_INTERVAL: Seconds = 0.5;

/** Prints the journal of a rollout of a server, and follows it where that is asked for: also past a cut connection. */
export const serverEvents = (request: EventsRequest, server: ServerRequest, io: IO): Promise<number> =>
  withServer(server, io, async (client) => {
    const { interrupted: signal } = io; // Ctrl-C is listened to from before the first line
    const { name, follow, output } = request;
    const reader = new PatientReader(client.url, io);
    let shown = 0;
    const show = async () => {
      const events = (await reader.read(() => eventsAfter(client, name, shown))) ?? [];
      shown = events.at(-1)?.sequence ?? shown;
      if (events.length > 0) io.out(events.map((event) => eventText(event, output)).join(''));
      return events.length > 0;
    };
    let hasMore = await show();
    while (hasMore) hasMore = await show(); // a page after the other
    while (follow && !signal.aborted) {
      await systemClock.sleep(POLL_INTERVAL, signal);
      if (!signal.aborted) await show().catch((problem) => unlessAborted(problem, signal));
    }
    if (follow) return 130;
    return 0;
  });

/** Throws ROLLOUT_UNKNOWN. */
async function eventsAfter(client: ServerClient, name: string, after: number): Promise<Event[]> {
  const asked = client.get(pathOf(name, `/events?after=${after}`));
  return shaped<Event[]>(client, named(asked, client, name), listOf(isEvent));
}

function unlessAborted(problem: unknown, { aborted }: AbortSignal): void {
  if (!aborted || !(problem instanceof RolloutError)) throw problem;
}
