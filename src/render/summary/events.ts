import type { EventKind, RunEvent } from '../../run/result.ts';

/** A line of an event list: one event, or how many were left out between two. */
export type EventLine = { readonly event: RunEvent } | OmittedLine;

export interface OmittedLine {
  readonly omitted: number;
  readonly kinds: readonly EventKind[];
}

interface Family {
  readonly kinds: readonly EventKind[];
  /** The shortest sequence that is folded; steps are landmarks and stay longer. */
  readonly minLength: number;
}

const MIN_LENGTH = 6;

const FAMILIES: readonly Family[] = [
  { kinds: ['paused', 'resumed', 'backward'], minLength: MIN_LENGTH },
  { kinds: ['invalid', 'valid'], minLength: MIN_LENGTH },
  { kinds: ['source_error', 'source_recovered'], minLength: MIN_LENGTH },
  { kinds: ['started', 'step', 'reset'], minLength: 14 },
];

/**
 * Folds long sequences of one family of events: the first two and the last stay, with a count of those
 * between; of what is still longer than `maxLines`, the middle is left out.
 */
export function foldEvents(events: readonly RunEvent[], maxLines: number): EventLine[] {
  const lines = sequences(events).flatMap(({ family, members }) => {
    const all = members.map((event): EventLine => ({ event }));
    if (all.length < family.minLength) return all;
    return without(all, 2, all.length - 1);
  });
  if (lines.length <= maxLines) return lines;
  return without(lines, Math.ceil(maxLines / 2), lines.length - Math.floor(maxLines / 2) + 1);
}

/** Events of one family that follow each other, in order. */
function sequences(events: readonly RunEvent[]): { readonly family: Family; readonly members: RunEvent[] }[] {
  const found: { readonly family: Family; readonly members: RunEvent[] }[] = [];
  for (const event of events) {
    const last = found.at(-1);
    if (last?.family.kinds.includes(event.kind)) last.members.push(event);
    else found.push({ family: familyOf(event.kind), members: [event] });
  }
  return found;
}

function without(lines: readonly EventLine[], from: number, to: number): EventLine[] {
  const between = lines.slice(from, to);
  const counts = between.map(omittedOf);
  const omitted = counts.reduce((sum, count) => sum + count.omitted, 0);
  const kinds = new Set(counts.flatMap((count) => count.kinds));
  return [...lines.slice(0, from), { omitted, kinds: [...kinds] }, ...lines.slice(to)];
}

function omittedOf(line: EventLine): OmittedLine {
  if ('event' in line) return { omitted: 1, kinds: [line.event.kind] };
  return line;
}

const familyOf = (kind: EventKind): Family =>
  FAMILIES.find(({ kinds }) => kinds.includes(kind)) ?? { kinds: [kind], minLength: MIN_LENGTH };
