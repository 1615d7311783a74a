import type { EventKind, RunEvent } from '../../run/result.ts';
import { widthOf } from '../../text/width.ts';
import { styleOf } from '../chart/event-style.ts';
import { wrapText } from '../chart/fit-text.ts';
import type { Paint } from '../chart/paint.ts';
import { acceptText } from '../plot/number.ts';
import { tickTime } from '../plot/time.ts';
import type { Rehearsal } from '../plot.ts';
import type { Sentence } from '../sentence/because.ts';
import { eventSentence } from '../sentence/event.ts';
import { foldEvents, type OmittedLine } from './events.ts';

const MAX_EVENTS = 60;
const MAX_QUERY = 80;
const QUERY_HEAD = 60;
const QUERY_TAIL = 17;
const ACCEPT_WIDTH = 8;
const MIN_REASON_WIDTH = 20;
const GAP = '  ';

/** One event as it is shown. */
interface Entry {
  readonly kind: EventKind;
  readonly time: string;
  readonly accept: string;
  readonly reason: Sentence;
}

/** How an event list is laid out; widths are in terminal columns. */
interface EventLayout {
  readonly timeWidth: number;
  readonly kindWidth: number;
  /** Where reasons start. */
  readonly indent: number;
  readonly reasonWidth: number;
  readonly paint: Paint;
}

/** The events of a run with their reasons; long lists are folded. */
export function eventLines(rehearsal: Rehearsal, width: number, paint: Paint): string[] {
  const lines = foldEvents(rehearsal.result.events, MAX_EVENTS).map((line) =>
    'event' in line ? entryOf(line.event, rehearsal) : omittedText(line),
  );
  const entries = lines.filter((line) => typeof line !== 'string');
  const layout = layoutOf(entries, width, paint);
  return lines.flatMap((line) =>
    typeof line === 'string' ? omittedLine(line, layout) : entryLines(line, layout),
  );
}

const entryOf = (event: RunEvent, { plan, result }: Rehearsal): Entry => ({
  kind: event.kind,
  time: tickTime(result, event.tick),
  accept: acceptText(event.accept_percentage),
  reason: eventReason(event, plan),
});

function layoutOf(entries: readonly Entry[], width: number, paint: Paint): EventLayout {
  const timeWidth = Math.max(0, ...entries.map(({ time }) => widthOf(time)));
  const kindWidth = Math.max(1, ...entries.map(({ kind }) => kind.length));
  const indent = 4 * GAP.length + timeWidth + kindWidth + ACCEPT_WIDTH;
  return { timeWidth, kindWidth, indent, reasonWidth: Math.max(MIN_REASON_WIDTH, width - indent), paint };
}

function entryLines(
  entry: Entry,
  { timeWidth, kindWidth, indent, reasonWidth, paint }: EventLayout,
): string[] {
  const [first = '', ...rest] = wrapText(entry.reason.text, reasonWidth).map((line) =>
    dimAsides(line, entry.reason.asides, paint),
  );
  const kind = paint(styleOf(entry.kind), entry.kind) + ' '.repeat(kindWidth - entry.kind.length);
  const cells = ['', entry.time.padEnd(timeWidth), kind, entry.accept.padStart(ACCEPT_WIDTH), first];
  return [cells.join(GAP).trimEnd(), ...rest.map((text) => ' '.repeat(indent) + text)];
}

const omittedText = ({ omitted, kinds }: OmittedLine): string => `… ${omitted} more (${kinds.join(', ')})`;

const omittedLine = (text: string, { timeWidth, paint }: EventLayout): string =>
  paint('dim', ['', ' '.repeat(timeWidth), text].join(GAP));

/** Why it happened; of a missing value, which query has none. */
function eventReason(event: RunEvent, { queries }: Rehearsal['plan']): Sentence {
  const { text, asides } = eventSentence(event);
  const missing = event.kind === 'invalid' ? event.because?.find((one) => 'signal' in one) : undefined;
  const query = queries.find(({ signal }) => signal === missing?.signal)?.query_string;
  const named = query === undefined ? text : `${text}: ${query}`;
  return { text: queries.reduce(shortenQuery, named), asides };
}

/** A line with the names of signals in it dimmed. */
const dimAsides = (line: string, asides: readonly string[], paint: Paint): string =>
  [...new Set(asides)].reduce((text, aside) => text.replaceAll(aside, (found) => paint('dim', found)), line);

/** Reasons quote queries; of a long one its beginning and end are enough to know it by. */
function shortenQuery(reason: string, { query_string: query }: { readonly query_string: string }): string {
  if (query.length <= MAX_QUERY) return reason;
  return reason.replaceAll(query, () => `${query.slice(0, QUERY_HEAD)} … ${query.slice(-QUERY_TAIL)}`);
}
