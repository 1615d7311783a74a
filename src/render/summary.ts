import type { EventKind } from '../run/result.ts';
import { formatNumber } from '../text/number.ts';
import { widthOf } from '../text/width.ts';
import { wrapText } from './chart/fit-text.ts';
import { type Paint, painter, type Style } from './chart/paint.ts';
import { tickTime } from './plot/time.ts';
import type { Rehearsal } from './plot.ts';
import { type EventLine, foldEvents } from './summary/events.ts';
import { sentence } from './summary/sentence.ts';

export interface SummaryOptions {
  readonly width: number;
  readonly colour: boolean;
}

const MOST_EVENTS = 60;
const LONGEST_QUERY = 80;

const INKS: Partial<Readonly<Record<EventKind, Style>>> = {
  started: 'forward',
  resumed: 'forward',
  step: 'accept',
  completed: 'forward',
  paused: 'backward',
  backward: 'backward',
  reset: 'reset',
  invalid: 'reset',
  source_error: 'reset',
};

/** What history cannot show, said in every result and report made from it. */
export const OPEN_LOOP =
  'Open loop: this history was made under another accept percentage. A metric of the whole service does not show what the feature would have changed; a metric per arm does.';

/** The event list with reasons, the counts, and what came of it in one sentence. */
export function summary(rehearsal: Rehearsal, { width, colour }: SummaryOptions): string {
  const paint = painter(colour);
  const room = Math.max(40, width);
  const { result } = rehearsal;
  const blocks = [
    result.events.length > 0 ? [paint('bold', 'events'), ...eventLines(rehearsal, room, paint)] : [],
    result.ticks > 0 ? countLines(rehearsal, room, paint) : [],
    result.source.kind === 'history' ? wrapText(OPEN_LOOP, room).map((line) => paint('dim', line)) : [],
    wrapText(sentence(rehearsal), room).map((line) => paint('bold', line)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Reasons quote queries; of a long one its beginning and end are enough to know it by. */
function shorten(reason: string, { queries }: Rehearsal['plan']): string {
  return queries.reduce(
    (text, { query_string: query }) =>
      query.length <= LONGEST_QUERY
        ? text
        : text.replaceAll(query, () => `${query.slice(0, LONGEST_QUERY - 20)} … ${query.slice(-17)}`),
    reason,
  );
}

function eventLines({ plan, result }: Rehearsal, width: number, paint: Paint): string[] {
  const lines = foldEvents(result.events, MOST_EVENTS);
  const times = lines.map((line) => ('event' in line ? tickTime(result, line.event.tick) : ''));
  const timeWidth = Math.max(...times.map(widthOf));
  const kindWidth = Math.max(...lines.map((line) => ('event' in line ? line.event.kind.length : 1)));
  const indent = 2 + timeWidth + 2 + kindWidth + 2 + 8 + 2;
  return lines.flatMap((line, i) => {
    const time = times[i]!.padEnd(timeWidth);
    if (!('event' in line)) return [paint('dim', `  ${' '.repeat(timeWidth)}  … ${omittedText(line)}`)];
    const { kind, accept_percentage, reason } = line.event;
    const percentage =
      accept_percentage === null ? '' : `${formatNumber(Number(accept_percentage.toPrecision(4)))} %`;
    const [first = '', ...rest] = wrapText(shorten(reason, plan), Math.max(20, width - indent));
    const head = `  ${time}  ${paint(INKS[kind] ?? 'plain', kind)}${' '.repeat(kindWidth - kind.length)}  ${percentage.padStart(8)}  ${first}`;
    return [head.trimEnd(), ...rest.map((text) => ' '.repeat(indent) + text)];
  });
}

const omittedText = (line: Extract<EventLine, { omitted: number }>): string =>
  `${line.omitted} more (${line.kinds.join(', ')})`;

function countLines({ result }: Rehearsal, width: number, paint: Paint): string[] {
  const { forward, backward, reset, hold, invalid } = result.counts;
  const missing = Object.entries(invalid).filter(([, count]) => count > 0);
  const rows: [string, number][] = [
    ['forward', forward],
    ['backward', backward],
    ['reset', reset],
    ['hold', hold],
    ...missing.map(([signal, count]) => [`${signal} without a value`, count] as [string, number]),
  ];
  const nameWidth = Math.min(width - 24, Math.max(...rows.map(([name]) => widthOf(name))));
  const countWidth = Math.max(...rows.map(([, count]) => count.toLocaleString('en-US').length));
  const line = ([name, count]: [string, number]) =>
    `  ${name.padEnd(nameWidth)}  ${count.toLocaleString('en-US').padStart(countWidth)}  ${share(count, result.ticks)}`;
  return [paint('bold', 'ticks'), ...rows.map(line)];
}

function share(count: number, ticks: number): string {
  const percent = (count / ticks) * 100;
  const rounded =
    percent > 0 && percent < 1 ? '<1' : percent > 99 && percent < 100 ? '>99' : String(Math.round(percent));
  return `${rounded.padStart(3)} %`;
}
