import type { EventKind, RunEvent } from '../../run/result.ts';

/** One event that stands for itself, or brief ones that follow each other. */
export type EventGroup = { readonly event: RunEvent } | { readonly brief: readonly RunEvent[] };

/** What ends on the next tick is brief: it begins with the first kind and ends with the second. */
const ENDS: Readonly<Partial<Record<EventKind, EventKind>>> = { paused: 'resumed', invalid: 'valid' };

/** The kinds of what begins and of what ends it. */
const BRIEF = new Set<EventKind>(Object.entries(ENDS).flat() as EventKind[]);

const BRIEF_NAMES: readonly (readonly [EventKind, one: string, many: string])[] = [
  ['paused', 'pause', 'pauses'],
  ['invalid', 'missing value', 'missing values'],
];

/** Events in their order; those of pauses and missing values of a single tick in groups. Nothing else is ever in one. */
export function eventGroups(events: readonly RunEvent[]): EventGroup[] {
  const brief = briefEvents(events);
  const groups: EventGroup[] = [];
  let open: RunEvent[] | undefined;
  for (const event of events) {
    if (!brief.has(event)) {
      groups.push({ event });
      open = undefined;
    } else if (open) open.push(event);
    else {
      open = [event];
      groups.push({ brief: open });
    }
  }
  return groups;
}

/** What a group holds: `42 pauses of one tick`. */
export function groupText(brief: readonly RunEvent[]): string {
  const counts = BRIEF_NAMES.flatMap(([kind, one, many]) => {
    const count = brief.filter((event) => event.kind === kind).length;
    if (count === 0) return [];
    return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
  });
  return `${counts.join(' and ')} of one tick`;
}

function briefEvents(events: readonly RunEvent[]): ReadonlySet<RunEvent> {
  const brief = new Set<RunEvent>();
  for (const [i, event] of events.entries()) {
    const end = endOf(event, i, events);
    if (end && !brief.has(end)) brief.add(event).add(end);
  }
  return brief;
}

/** The event that ends another on the next tick; undefined where something else happens in between. */
function endOf({ kind, tick }: RunEvent, at: number, events: readonly RunEvent[]): RunEvent | undefined {
  const end = ENDS[kind];
  if (!end) return undefined;
  for (let i = at + 1; i < events.length && events[i]!.tick <= tick + 1 && BRIEF.has(events[i]!.kind); i++)
    if (events[i]!.kind === end && events[i]!.tick > tick) return events[i];
  return undefined;
}
