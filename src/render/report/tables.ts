import { acceptText, shortNumber } from '../plot/number.ts';
import { bucketAt, type Slices, slice } from '../plot/range.ts';
import { tickTime } from '../plot/time.ts';
import { acceptPlot, driverPlots } from '../plot.ts';
import { tickCounts } from '../summary/count-lines.ts';
import { type EventLine, foldEvents, type OmittedLine } from '../summary/events.ts';
import { element, escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';

const MAX_EVENTS = 500;
const MAX_READINGS = 48;

/** A column of a table; numbers stand to the right. */
interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

const EVENT_COLUMNS: readonly Column[] = [
  { title: 'Time' },
  { title: 'Event' },
  { title: 'Accept', isNumber: true },
  { title: 'Reason' },
];

/** Events with their reasons; each time is a button that moves the cursor there. */
export function eventTable({ result }: ReportModel): string {
  if (result.events.length === 0) return '<p>Nothing happened.</p>';
  const lines: readonly EventLine[] =
    result.events.length > MAX_EVENTS
      ? foldEvents(result.events, MAX_EVENTS)
      : result.events.map((event) => ({ event }));
  const rows = lines.map((line) => ('event' in line ? eventRow(line, result) : omittedRow(line)));
  return scrolled('events', 'List of events', table(EVENT_COLUMNS, rows));
}

function eventRow({ event }: Extract<EventLine, { event: unknown }>, result: ReportModel['result']): string {
  const time = { type: 'button', 'data-tick': event.tick };
  return row([
    cell(element('button', time, tickTime(result, event.tick))),
    cell(event.kind, `kind ${event.kind}`),
    cell(acceptText(event.accept_percentage), 'number'),
    cell(escapeXml(event.reason), 'reason'),
  ]);
}

const omittedRow = ({ omitted, kinds }: OmittedLine): string =>
  `<tr><td class="omitted" colspan="${EVENT_COLUMNS.length}">${omitted.toLocaleString('en-US')} more (${kinds.join(', ')})</td></tr>`;

/** The signals as numbers, at most 48 rows: what the plots show, for those who do not see them. */
export function readingTable(model: ReportModel): string {
  const { series, result } = model;
  const plots = [acceptPlot(model) ?? [], driverPlots(model)].flat();
  const count = Math.min(MAX_READINGS, series.buckets);
  const slices = plots.map(({ column }) => slice(column, series.buckets, count));
  const rows = Array.from({ length: count }, (_, i) => {
    const tick = bucketAt(i, count, series.buckets) * series.ticksPerBucket;
    const readings = slices.map((signal) => cell(readingText(signal, i), 'number'));
    return row([cell(tickTime(result, tick)), ...readings]);
  });
  const columns = [{ title: 'From' }, ...plots.map(({ title }) => ({ title, isNumber: true }))];
  return scrolled('wide', 'Readings', table(columns, rows));
}

function readingText({ min, max }: Slices, i: number): string {
  if (Number.isNaN(min[i]!)) return 'invalid';
  const [low, high] = [shortNumber(min[i]!), shortNumber(max[i]!)];
  return low === high ? low : `${low} to ${high}`;
}

/** How many ticks moved the ramp which way, and how many had no value. */
export function countTable({ result }: ReportModel): string {
  const rows = tickCounts(result).map(([name, count]) =>
    row([cell(escapeXml(name)), cell(count.toLocaleString('en-US'), 'number')]),
  );
  const columns = [{ title: 'Decision' }, { title: 'Ticks', isNumber: true }];
  return `<div class="counts">${table(columns, rows)}</div>`;
}

const scrolled = (style: string, label: string, content: string): string =>
  `<div class="${style}" tabindex="0" role="group" aria-label="${label}">${content}</div>`;

const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;

const cell = (content: string, style?: string): string => element('td', { class: style }, content);

function table(columns: readonly Column[], rows: readonly string[]): string {
  const heads = columns.map(({ title, isNumber }) =>
    element('th', { scope: 'col', class: isNumber ? 'number' : undefined }, escapeXml(title)),
  );
  return `<table><thead>${row(heads)}</thead><tbody>${rows.join('')}</tbody></table>`;
}
