import type { EventKind, RunEvent } from '../../run/result.ts';

/** A line of an event list: one event, or how many of the same sort were left out between two. */
export type EventLine =
  | { readonly event: RunEvent }
  | { readonly omitted: number; readonly kinds: readonly EventKind[] };

interface Family {
  readonly kinds: readonly EventKind[];
  /** The shortest run that is folded; steps are landmarks and stay longer. */
  readonly least: number;
}

const FAMILIES: readonly Family[] = [
  { kinds: ['paused', 'resumed', 'backward'], least: 6 },
  { kinds: ['invalid', 'valid'], least: 6 },
  { kinds: ['source_error', 'source_recovered'], least: 6 },
  { kinds: ['started', 'step', 'reset'], least: 14 },
];

/**
 * Folds long runs of the same sort of event: the first two and the last stay, with a count of those between; of what is
 * still longer than `most` lines, the middle goes.
 */
export function foldEvents(events: readonly RunEvent[], most: number): EventLine[] {
  const lines: EventLine[] = [];
  for (let from = 0; from < events.length; ) {
    const family = familyOf(events[from]!.kind);
    let to = from;
    while (to < events.length && family.kinds.includes(events[to]!.kind)) to++;
    const run = events.slice(from, to).map((event): EventLine => ({ event }));
    lines.push(...(run.length < family.least ? run : without(run, 2, run.length - 1)));
    from = to;
  }
  return lines.length > most
    ? without(lines, Math.ceil(most / 2), lines.length - Math.floor(most / 2) + 1)
    : lines;
}

function without(lines: readonly EventLine[], from: number, to: number): EventLine[] {
  const between = lines.slice(from, to);
  const omitted = between.reduce((sum, line) => sum + ('event' in line ? 1 : line.omitted), 0);
  const kinds = new Set(between.flatMap((line) => ('event' in line ? line.event.kind : line.kinds)));
  return [...lines.slice(0, from), { omitted, kinds: [...kinds] }, ...lines.slice(to)];
}

const familyOf = (kind: EventKind): Family =>
  FAMILIES.find(({ kinds }) => kinds.includes(kind)) ?? { kinds: [kind], least: 6 };
