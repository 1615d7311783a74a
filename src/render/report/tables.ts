import type { RunEvent } from '../../run/result.ts';
import type { SignalSeries } from '../../run/series.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { slice } from '../plot/range.ts';
import { tickTime } from '../plot/time.ts';
import { acceptPlot, driverPlots } from '../plot.ts';
import { foldEvents } from '../summary/events.ts';
import { escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';

const MOST_EVENTS = 500;
const MOST_READINGS = 48;

/** Events with their reasons; each time is a button that moves the cursor there. */
export function eventTable({ result }: ReportModel): string {
  if (result.events.length === 0) return '<p>Nothing happened.</p>';
  const lines =
    result.events.length > MOST_EVENTS
      ? foldEvents(result.events, MOST_EVENTS)
      : result.events.map((event) => ({ event }));
  const rows = lines.map((line) =>
    'event' in line
      ? eventRow(line.event, tickTime(result, line.event.tick))
      : `<tr><td class="omitted" colspan="4">${line.omitted.toLocaleString('en-US')} more (${line.kinds.join(', ')})</td></tr>`,
  );
  return `<div class="events" tabindex="0" role="group" aria-label="List of events">${tableOf(['Time', 'Event', 'Accept', 'Reason'], rows, 2)}</div>`;
}

const eventRow = ({ tick, kind, accept_percentage, reason }: RunEvent, time: string): string =>
  `<tr><td><button type="button" data-tick="${tick}">${time}</button></td><td class="kind ${kind}">${kind}</td><td class="number">${accept_percentage === null ? '' : `${formatNumber(Number(accept_percentage.toPrecision(4)))} %`}</td><td class="reason">${escapeXml(reason)}</td></tr>`;

/** The course as numbers, at most 48 rows: what the plots show, for those who do not see them. */
export function readingTable(model: ReportModel): string {
  const { series, result } = model;
  const columns = [acceptPlot(model), ...driverPlots(model)].flatMap((plot) =>
    plot ? [{ title: plot.title, column: plot.column }] : [],
  );
  const rows = Math.min(MOST_READINGS, series.buckets);
  const slices = columns.map(({ column }) => slice(column as SignalSeries, series.buckets, rows));
  const cell = ({ min, max }: (typeof slices)[number], row: number): string => {
    if (min[row] !== min[row]) return 'invalid';
    const [low, high] = [shortest(min[row]!), shortest(max[row]!)];
    return low === high ? low : `${low} to ${high}`;
  };
  const lines = Array.from({ length: rows }, (_, row) => {
    const tick = Math.floor((row * series.buckets) / rows) * series.ticksPerBucket;
    return `<tr><td>${tickTime(result, tick)}</td>${slices.map((s) => `<td class="number">${cell(s, row)}</td>`).join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="group" aria-label="Readings">${tableOf(['From', ...columns.map(({ title }) => title)], lines, 1)}</div>`;
}

/** How many ticks moved the ramp which way, and how many had no value. */
export function countTable({ result }: ReportModel): string {
  const { invalid, ...moves } = result.counts;
  const missing = Object.entries(invalid)
    .filter(([, count]) => count > 0)
    .map(([signal, count]) => [`${signal} without a value`, count] as const);
  const rows = [...Object.entries(moves), ...missing].map(
    ([name, count]) =>
      `<tr><td>${escapeXml(name)}</td><td class="number">${count.toLocaleString('en-US')}</td></tr>`,
  );
  return `<div class="counts">${tableOf(['Decision', 'Ticks'], rows, 1)}</div>`;
}

/** Source, server, time and what was warned of. */
export function factList({ result }: ReportModel): string {
  const { source } = result;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Outcome', result.outcome.replace('_', ' ')],
    ['Source', source.name === null ? source.kind : `${source.kind} ${source.name}`],
    ['Server', source.server],
    ['URL', source.url],
    ['From', source.from],
    ['To', source.to],
    ['Ticks', `${result.ticks.toLocaleString('en-US')}, one every ${formatSpoken(result.interval_seconds)}`],
    ...result.diagnostics.map(
      ({ severity, message }) => [severity === 'warning' ? 'Warning' : 'Error', message] as const,
    ),
  ];
  return `<dl>${facts.map(([name, fact]) => (fact === null ? '' : `<dt>${name}</dt><dd>${escapeXml(fact)}</dd>`)).join('')}</dl>`;
}

const shortest = (reading: number): string => formatNumber(Number(reading.toPrecision(4)));

/** A table; columns from `numbers` on, where they hold numbers, are set to the right. */
function tableOf(header: readonly string[], rows: readonly string[], numbers: number): string {
  const heads = header.map(
    (title, i) =>
      `<th scope="col"${i >= numbers && title !== 'Reason' ? ' class="number"' : ''}>${escapeXml(title)}</th>`,
  );
  return `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
