import type { JournalEntry, JournalEvent } from '../../control/journal/line.ts';
import { acceptText } from '../../render/plot/number.ts';
import { printableJson, printableLine } from '../../text/printable.ts';

/** What happened, in a line; `name` where several rollouts run. */
export function entryText(
  { time, kind, percentage, by, reason }: JournalEntry,
  name: string | undefined,
): string {
  const who = by === null ? '' : `by ${by}`;
  const why = [who, reason].filter((part) => part !== '').join(': ');
  const parts = [
    time,
    ...(name === undefined ? [] : [name]),
    kind.padEnd(10),
    acceptText(percentage).padStart(6),
    why,
  ];
  return `${printableLine(parts.join('  '))}\n`;
}

/** As `events -o json` has it, and whose it is. */
export const entryJson = (event: JournalEvent, rollout: string): string =>
  `${printableJson({ ...event, rollout })}\n`;
