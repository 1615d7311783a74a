import type { JournalEvent } from '../../control/journal/line.ts';
import { brokenText } from '../../control/journal/read.ts';
import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { printableJson } from '../../text/printable.ts';
import { entryText } from '../run/lines.ts';

/** Prints what happened, each once; what gets its number later is printed again with it as JSON, and not as text. */
export class EventPrinter {
  readonly #output: 'text' | 'json';
  /** Sequence number of the last line of the journal. */
  shown = 0;
  /** Ids of what was printed without a number. */
  readonly #early = new Set<string | null>();

  constructor(output: 'text' | 'json') {
    this.#output = output;
  }

  /** The text of those that were not printed yet. */
  fresh(events: readonly JournalEvent[]): string {
    return events.map((event) => this.#take(event)).join('');
  }

  #take(event: JournalEvent): string {
    const { sequence, id } = event;
    const isEarly = this.#early.has(id);
    if (sequence === null ? isEarly : sequence <= this.shown) return '';
    if (sequence === null) this.#early.add(id);
    else this.shown = sequence;
    if (this.#output === 'json') return `${printableJson(event)}\n`;
    return isEarly ? '' : entryText(event, undefined);
  }
}

/** Says which lines of a journal do not follow the one before. */
export const brokenJournal = (name: string, broken: readonly number[]): Diagnostic[] =>
  broken.length === 0 ? [] : [diagnostic('JOURNAL_BROKEN', { name, lines: brokenText(broken) })];
