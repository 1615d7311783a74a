import type { Reading } from '../circuit/reading.ts';
import { fail } from '../errors/rollout-error.ts';
import { parseNumber } from '../text/number.ts';
import { signalOfTitle } from './trace.ts';

/** One tick of a trace: its time as written, and a reading per signal column; NaN where it was invalid. */
export interface TraceRow {
  readonly tick: number;
  readonly time: string;
  readonly readings: ReadonlyMap<string, Reading>;
}

/** Finds a tick in a trace, CSV or NDJSON by its first character. Throws TRACE_FORMAT, TRACE_TICK. */
export function traceRow(trace: string, file: string, tick: number): TraceRow {
  const source = trace.replace(/^\uFEFF/, '');
  const isNdjson = source.trimStart().startsWith('{');
  const header = isNdjson ? [] : headerOf(source, file);
  const pattern = isNdjson ? /^\{"tick": ?(\d+)/ : /^"?(\d+)"?,/;
  let first: number | undefined;
  let last = 0;
  for (const { text, line } of linesOf(source, isNdjson ? 1 : 2)) {
    const malformed = (why: string) => fail('TRACE_FORMAT', { why }, { at: { file, line, column: 1, text } });
    const [, number] = pattern.exec(text) ?? [];
    if (number === undefined) throw malformed('the line does not start with a tick');
    last = Number(number);
    if (last === tick)
      return isNdjson ? fromJson(text, malformed) : fromCells(header, cellsOf(text), malformed);
    first ??= last;
  }
  if (first === undefined)
    throw fail('TRACE_FORMAT', { why: 'it has no ticks' }, { at: { file, line: 1, column: 1 } });
  throw fail('TRACE_TICK', { tick, first, last }, { at: { file, line: null, column: null } });
}

function headerOf(source: string, file: string): string[] {
  const end = source.indexOf('\n');
  const text = source.slice(0, end < 0 ? undefined : end).replace(/\r$/, '');
  const header = cellsOf(text);
  if (header[0] === 'tick' && header[1] === 'time') return header.map(signalOfTitle);
  throw fail(
    'TRACE_FORMAT',
    { why: 'the first line must start with tick,time' },
    { at: { file, line: 1, column: 1, text: text.slice(0, 120) } },
  );
}

function* linesOf(source: string, from: number): Generator<{ text: string; line: number }> {
  let line = 0;
  for (let start = 0; start < source.length; ) {
    const end = source.indexOf('\n', start);
    const text = source.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
    line++;
    if (line >= from && text !== '') yield { text, line };
    start = end < 0 ? source.length : end + 1;
  }
}

type Malformed = (why: string) => Error;

function fromCells(header: readonly string[], cells: readonly string[], malformed: Malformed): TraceRow {
  if (cells.length !== header.length) throw malformed(`${cells.length} cells under ${header.length} columns`);
  const readings = header
    .slice(2)
    .map((name, i) => [name, readingOf(cells[i + 2]!, name, malformed)] as const);
  return { tick: Number(cells[0]), time: cells[1]!, readings: new Map(readings) };
}

function fromJson(text: string, malformed: Malformed): TraceRow {
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(text);
  } catch {
    throw malformed('the line is not valid JSON');
  }
  const { tick, time, ...signals } = row;
  const readings = Object.entries(signals).map(
    ([name, value]) => [name, readingOf(value === null ? '' : String(value), name, malformed)] as const,
  );
  return { tick: Number(tick), time: String(time), readings: new Map(readings) };
}

function readingOf(cell: string, name: string, malformed: Malformed): Reading {
  const reading = cell === '' ? Number.NaN : parseNumber(cell);
  if (reading === undefined) throw malformed(`${name} is "${cell.slice(0, 40)}", which is no number`);
  return reading;
}

/** The cells of one CSV line (RFC 4180). */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '',
  );
