import type { Reading } from '../circuit/reading.ts';
import { nowhere } from '../errors/location.ts';
import { fail } from '../errors/rollout-error.ts';
import { type Demand, isDemand } from '../rollout/gates/demand.ts';
import type { Seconds } from '../text/duration.ts';
import { parseNumber } from '../text/number.ts';
import type { Moment } from '../text/time.ts';
import { DEMAND, HELD_BY } from './trace.ts';
import { cellsOf, headerOf, isNdjson, type Malformed, momentOf, type Row, rowsOf } from './trace-rows.ts';

/** One tick of a trace: its time as written, and a reading per signal column; NaN where it was invalid. */
export interface TraceRow {
  readonly tick: number;
  readonly time: string;
  readonly readings: ReadonlyMap<string, Reading>;
  /** What gates and gaps demanded of it, and by which names they are known. */
  readonly demand: Demand;
  readonly heldBy: readonly string[];
}

/** A tick, a moment, a time of the day in a trace of one day, or one since its start; between two ticks it is the first of them. */
export type TraceMoment =
  | { readonly tick: number }
  | { readonly moment: Moment }
  | { readonly clock: Seconds }
  | { readonly since: Seconds };

/** Finds a tick in a trace, CSV or NDJSON by its first character. Throws TRACE_FORMAT, TRACE_TICK, TRACE_TIME. */
export function traceRow(trace: string, file: string, at: TraceMoment): TraceRow {
  const source = trace.replace(/^\uFEFF/, '');
  const isJson = isNdjson(source);
  const header = isJson ? [] : headerOf(source, file);
  const rows = () => rowsOf(source, file);
  const first = rows().next().value;
  if (!first) throw fail('TRACE_FORMAT', { why: 'it has no ticks' }, { at: { file, line: 1, column: 1 } });
  const { text, malformed } =
    'tick' in at ? rowOfTick(rows(), at.tick, file) : rowAt(rows(), at, first, file);
  return isJson ? fromJson(text, malformed) : fromCells(header, cellsOf(text), malformed);
}

function rowOfTick(rows: Iterable<Row>, tick: number, file: string): Row {
  let first: number | undefined;
  let last = 0;
  for (const row of rows) {
    if (row.tick === tick) return row;
    first ??= row.tick;
    last = row.tick;
  }
  throw fail('TRACE_TICK', { tick, first: first ?? 0, last }, { at: nowhere(file) });
}

type WithoutTick = Exclude<TraceMoment, { tick: number }>;

function momentIn(first: Row, at: WithoutTick): Moment {
  if ('clock' in at) return dayOf(first) + at.clock;
  return 'since' in at ? momentOf(first) + at.since : at.moment;
}

/** The last row that is not later. */
function rowAt(rows: Iterable<Row>, at: WithoutTick, first: Row, file: string): Row {
  const moment = momentIn(first, at);
  let found: Row | undefined;
  let last = first;
  for (const row of rows) {
    if (momentOf(row) <= moment) found = row;
    last = row;
  }
  const isOneDay = dayOf(first) === dayOf(last);
  if (!found || momentOf(last) < moment || ('clock' in at && !isOneDay))
    throw fail('TRACE_TIME', { from: first.time, to: last.time, isOneDay }, { at: nowhere(file) });
  return found;
}

const DAY: Seconds = 86_400;

/** The beginning of its day, UTC. */
const dayOf = (row: Row): Moment => Math.floor(momentOf(row) / DAY) * DAY;

function fromCells(header: readonly string[], cells: readonly string[], malformed: Malformed): TraceRow {
  if (cells.length !== header.length) throw malformed(`${cells.length} cells under ${header.length} columns`);
  const [[, tick], [, time], ...columns] = header.map((name, i) => [name, cells[i]!] as const) as Columns;
  const { [DEMAND]: demand, [HELD_BY]: heldBy } = Object.fromEntries(columns);
  const held = heldOf(demand, heldBy?.split(' '), malformed);
  return { tick: Number(tick), time, readings: readingsOf(columns, malformed), ...held };
}

type Columns = [Column, Column, ...Column[]];
type Column = readonly [name: string, cell: string];

function fromJson(text: string, malformed: Malformed): TraceRow {
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(text);
  } catch {
    throw malformed('the line is not valid JSON');
  }
  const { tick, time, [DEMAND]: demand, [HELD_BY]: heldBy, ...signals } = row;
  const columns = Object.entries(signals).map(
    ([name, value]) => [name, value === null ? '' : String(value)] as const,
  );
  const held = heldOf(demand, heldBy, malformed);
  return { tick: Number(tick), time: String(time), readings: readingsOf(columns, malformed), ...held };
}

/** What held a tick; a trace without gates does not say. */
function heldOf(
  demand: unknown = 'none',
  heldBy: unknown = [],
  malformed: Malformed,
): Pick<TraceRow, 'demand' | 'heldBy'> {
  if (!isDemand(demand)) throw malformed(`${DEMAND} is "${String(demand).slice(0, 40)}", which is none`);
  if (!Array.isArray(heldBy)) throw malformed(`${HELD_BY} is no list`);
  return { demand, heldBy: heldBy.map(String).filter((name) => name !== '') };
}

const readingsOf = (columns: readonly Column[], malformed: Malformed): TraceRow['readings'] =>
  new Map(
    columns.flatMap(([name, cell]) => {
      if (name === DEMAND || name === HELD_BY) return [];
      return [[name, readingOf(cell, name, malformed)] as const];
    }),
  );

function readingOf(cell: string, name: string, malformed: Malformed): Reading {
  const reading = cell === '' ? Number.NaN : parseNumber(cell);
  if (reading === undefined) throw malformed(`${name} is "${cell.slice(0, 40)}", which is no number`);
  return reading;
}
