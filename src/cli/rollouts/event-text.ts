import type { JournalLine } from '../../control/journal/line.ts';
import { printableJson } from '../../text/printable.ts';
import { entryText } from '../run/lines.ts';

/** A line of a journal, as `rollout events` shows it. */
export const eventText = (event: Omit<JournalLine, 'previous'>, output: 'text' | 'json'): string => {
  if (output === 'json') return `${printableJson(event)}\n`;
  return entryText(event, undefined);
};
