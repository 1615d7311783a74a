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

/** What sent the ramp back, and its end, are never left out. */
const KEPT: ReadonlySet<EventKind> = new Set(['backward', 'reset', 'completed']);

const FAMILIES: readonly Family[] = [
  { kinds: ['paused', 'resumed'], minLength: MIN_LENGTH },
  { kinds: ['invalid', 'valid'], minLength: MIN_LENGTH },
  { kinds: ['source_error', 'source_recovered'], minLength: MIN_LENGTH },
  { kinds: ['started', 'step'], minLength: 14 },
];

/**
 * Folds long sequences of one family of events: the first two and the last stay, with a count of those between. Of what
 * is still longer than `maxLines`, the middle is left out, but for what sent the ramp back and its end.
 */
export function foldEvents(events: readonly RunEvent[], maxLines: number): EventLine[] {
  const lines = sequences(events).flatMap(({ family, members }) => {
    const all = members.map((event): EventLine => ({ event }));
    if (all.length < family.minLength) return all;
    return without(all, 2, all.length - 1);
  });
  if (lines.length <= maxLines) return lines;
  return withoutMiddle(lines, Math.ceil(maxLines / 2), lines.length - Math.floor(maxLines / 2) + 1);
}

/** Leaves out the lines from one position to another, but those that are kept. */
function withoutMiddle(lines: readonly EventLine[], from: number, to: number): EventLine[] {
  const shown: EventLine[] = [];
  let omitted: EventLine[] = [];
  for (const [i, line] of lines.entries()) {
    if (i >= from && i < to && !isKept(line)) {
      omitted.push(line);
      continue;
    }
    if (omitted.length > 0) shown.push(omittedLine(omitted));
    omitted = [];
    shown.push(line);
  }
  if (omitted.length > 0) shown.push(omittedLine(omitted));
  return shown;
}

const isKept = (line: EventLine): boolean => 'event' in line && KEPT.has(line.event.kind);

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
  return [...lines.slice(0, from), omittedLine(lines.slice(from, to)), ...lines.slice(to)];
}

/** One line for several. */
function omittedLine(lines: readonly EventLine[]): OmittedLine {
  const counts = lines.map(omittedOf);
  const omitted = counts.reduce((sum, count) => sum + count.omitted, 0);
  const kinds = new Set(counts.flatMap((count) => count.kinds));
  return { omitted, kinds: [...kinds] };
}

function omittedOf(line: EventLine): OmittedLine {
  if ('event' in line) return { omitted: 1, kinds: [line.event.kind] };
  return line;
}

const familyOf = (kind: EventKind): Family =>
  FAMILIES.find(({ kinds }) => kinds.includes(kind)) ?? { kinds: [kind], minLength: MIN_LENGTH };
