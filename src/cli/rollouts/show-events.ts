import { statSync } from 'node:fs';
import type { JournalLine } from '../../control/journal/line.ts';
import { type ReadJournal, readJournal } from '../../control/journal/read.ts';
import { segmentsOf } from '../../control/journal/segments.ts';
import { journalDirectory } from '../../control/state/rollout-directory.ts';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import { diagnostic, fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import { printableJson } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import { entryText } from '../run/lines.ts';
import type { StateFlags } from '../state-dir.ts';
import { openRollout } from './open-rollout.ts';

interface EventsRequest extends StateFlags {
  readonly name: string;
  readonly follow: boolean;
  readonly output: 'text' | 'json';
}

const POLL_INTERVAL: Seconds = 0.2;
const MAX_NAMED = 5;

/** Prints the journal of a rollout, and follows it where that is asked for. */
export async function showEvents(request: EventsRequest, io: IO): Promise<number> {
  const { interrupted } = io; // Ctrl-C is listened to from before the first line
  const { name, follow, output } = request;
  const directory = journalDirectory(openRollout(request, io).directory);
  const format = (line: JournalLine) =>
    output === 'json' ? `${printableJson(toEntry(line))}\n` : entryText(line, undefined);
  let shown = 0;
  let stamp = stampOf(directory);
  const show = ({ lines }: ReadJournal) => {
    const fresh = lines.filter(({ sequence }) => sequence > shown);
    shown = fresh.at(-1)?.sequence ?? shown;
    if (fresh.length > 0) io.out(fresh.map(format).join(''));
  };
  const journal = read(directory, name);
  show(journal);
  if (journal.broken.length > 0)
    io.report([diagnostic('JOURNAL_BROKEN', { name, lines: brokenText(journal.broken) })]);
  if (!follow) return 0;
  while (!interrupted.aborted) {
    await systemClock.sleep(POLL_INTERVAL, interrupted);
    const present = stampOf(directory);
    if (present === stamp) continue;
    stamp = present;
    show(read(directory, name));
  }
  return 130;
}

/** Empty before the first line. Throws ROLLOUT_JOURNAL. */
function read(directory: string, name: string): ReadJournal {
  try {
    return readJournal(directory);
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return { lines: [], broken: [] };
    throw fail('ROLLOUT_JOURNAL', { name, why: reasonOf(problem) }, {}, problem);
  }
}

/** A text that changes with every line. */
function stampOf(directory: string): string {
  try {
    const last = segmentsOf(directory).at(-1);
    return last === undefined ? '' : `${last} ${statSync(last).size}`;
  } catch {
    return '';
  }
}

function brokenText(broken: readonly number[]): string {
  const shown = broken
    .slice(0, MAX_NAMED)
    .map((sequence) => (sequence === 0 ? 'one without a number' : sequence));
  const more = broken.length > MAX_NAMED ? `, and ${broken.length - MAX_NAMED} more` : '';
  return `line ${shown.join(', ')}${more}`;
}

const toEntry = ({ previous: _, ...entry }: JournalLine) => entry;
