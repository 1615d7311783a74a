import { parseNumber } from '../../text/number.ts';
import { metricOf } from './answer.ts';
import { DecimalReader } from './decimal-reader.ts';
import { isRecord } from './envelope.ts';

/** The samples of one series, as many as it has; times in whole milliseconds. */
export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** One series of a range answer; `histograms` are the times, in milliseconds, at which it holds no number. */
export interface Series extends Samples {
  readonly metric: Readonly<Record<string, string>>;
  readonly histograms: readonly number[];
}

/** A body without its samples, and the samples: `shell` is JSON in which every list of samples became its position here. */
export interface Shelled {
  readonly shell: string;
  readonly blocks: readonly Samples[];
}

const OPEN = '"values":[[';
const CLOSE = ']]';
/** `[1,"1"],`: no sample is shorter. */
const SHORTEST = 8;
/** Where a list is read to before its length is known; reading never waits, so one will do. */
const scratch = { times: new Float64Array(0), values: new Float64Array(0) };

/**
 * Takes the sample lists out of the body of a range answer, without making an object of every sample: a month of
 * history is a million of them. A list it cannot read is left where it is, for JSON.parse.
 */
export function shellOf(body: Buffer): Shelled {
  const blocks: Samples[] = [];
  let shell = '';
  let from = 0;
  for (let at = body.indexOf(OPEN); at >= 0; ) {
    const start = at + OPEN.length;
    const end = body.indexOf(CLOSE, start);
    const block = end < 0 ? undefined : readBlock(body, start, end);
    if (block) {
      shell += `${body.toString('utf8', from, at)}"values":${blocks.length}`;
      blocks.push(block);
      from = end + CLOSE.length;
    }
    at = body.indexOf(OPEN, block ? from : start);
  }
  return { shell: shell + body.toString('utf8', from, body.length), blocks };
}

/** Takes the `data` of a range query; undefined when it does not have the shape the API promises. */
export function readMatrix(data: unknown, blocks: readonly Samples[]): Series[] | undefined {
  if (!isRecord(data) || data.resultType !== 'matrix' || !Array.isArray(data.result)) return undefined;
  const series: Series[] = [];
  for (const entry of data.result) {
    if (!isRecord(entry)) return undefined;
    const samples = typeof entry.values === 'number' ? blocks[entry.values] : readList(entry.values ?? []);
    const histograms = Array.isArray(entry.histograms)
      ? entry.histograms.map((pair) => Math.round(Number(pair?.[0]) * 1000))
      : [];
    if (!samples) return undefined;
    series.push({ metric: metricOf(entry), times: samples.times, values: samples.values, histograms });
  }
  return series;
}

/** What JSON.parse left as `[[1700000000, "1.5"], ...]`. */
function readList(list: unknown): Samples | undefined {
  if (!Array.isArray(list)) return undefined;
  const times = new Float64Array(list.length);
  const values = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const [time, text] = Array.isArray(list[i]) ? list[i] : [];
    const value = typeof text === 'string' ? parseNumber(text) : undefined;
    if (typeof time !== 'number' || value === undefined) return undefined;
    times[i] = Math.round(time * 1000);
    values[i] = value;
  }
  return { times, values };
}

const COMMA = 44;
const OPENING = 91;
const CLOSING = 93;
const QUOTE = 34;

/** Reads `1700000000,"1.5"],[1700000010,"2"` between two offsets; undefined when it is anything else. */
function readBlock(body: Buffer, start: number, end: number): Samples | undefined {
  const most = Math.ceil((end - start) / SHORTEST) + 1;
  if (scratch.times.length < most)
    [scratch.times, scratch.values] = [new Float64Array(most), new Float64Array(most)];
  const { times, values } = scratch;
  const reader = new DecimalReader(body, start);
  for (let count = 0; count < most; ) {
    times[count] = reader.millis();
    if (body[reader.at++] !== COMMA || body[reader.at++] !== QUOTE) return undefined;
    const value = reader.value();
    if (value === undefined || body[reader.at++] !== QUOTE) return undefined;
    values[count++] = value;
    if (reader.at === end) return { times: times.slice(0, count), values: values.slice(0, count) };
    if (body[reader.at++] !== CLOSING || body[reader.at++] !== COMMA || body[reader.at++] !== OPENING)
      return undefined;
  }
  return undefined;
}
