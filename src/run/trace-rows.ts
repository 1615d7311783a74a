import { fail } from '../errors/rollout-error.ts';
import { type Moment, parseMoment } from '../text/time.ts';
import { signalOfTitle } from './trace.ts';

/** Why a row cannot be read, at its place. */
export type Malformed = (why: string) => Error;

/** One row of a trace, of which tick and time are known. */
export interface Row {
  readonly tick: number;
  /** As written; empty where it is not. */
  readonly time: string;
  readonly text: string;
  readonly malformed: Malformed;
}

const NDJSON_START = /^\{"tick": ?(\d+)(?:, ?"time": ?"([^"]*)")?/;
const CSV_START = /^"?(\d+)"?,"?([^",]*)/;

/** Whether a trace is NDJSON; else it is CSV. */
export const isNdjson = (source: string): boolean => source.trimStart().startsWith('{');

/** The time of a row. Throws TRACE_FORMAT. */
export function momentOf({ time, malformed }: Row): Moment {
  const moment = parseMoment(time, 0);
  if (moment === undefined) throw malformed('its time is no time');
  return moment;
}

/** The rows of a trace. Throws TRACE_FORMAT. */
export function* rowsOf(source: string, file: string): Generator<Row, undefined> {
  const isJson = isNdjson(source);
  const pattern = isJson ? NDJSON_START : CSV_START;
  for (const { text, line } of linesOf(source, isJson ? 1 : 2)) {
    const malformed = (why: string) => fail('TRACE_FORMAT', { why }, { at: { file, line, column: 1, text } });
    const [, tick, time = ''] = pattern.exec(text) ?? [];
    if (tick === undefined) throw malformed('the line does not start with a tick');
    yield { tick: Number(tick), time, text, malformed };
  }
}

/** The names of the columns of a CSV trace. Throws TRACE_FORMAT. */
export function headerOf(source: string, file: string): string[] {
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

/** The cells of one CSV line (RFC 4180). */
export const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '',
  );
