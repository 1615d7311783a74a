import { TooLarge } from '../http/too-large.ts';
import { DecimalReader } from './decimal-reader.ts';

/** The samples of one series; times in whole milliseconds. Both arrays have one entry per sample. */
export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * The body of an answer with its sample lists taken out: in `json` each list is its position in `samples`.
 */
export interface Body {
  readonly json: string;
  readonly samples: readonly Samples[];
}

/** Values beside the samples. Twenty thousand series have fewer. */
const MAX_VALUES = 250_000;
const MAX_SERIES = 20_000;
/** As many as 64 MiB of a range answer hold as Prometheus writes them. */
const MAX_SAMPLES = 3_000_000;

const OPEN = '"values":[[';
const CLOSE = ']]';
/** `[1,"1"],`: no sample is shorter. */
const MIN_SAMPLE_BYTES = 8;
/**
 * Where a list is read to before its length is known. Lists are read one after the other, so one is enough.
 */
const scratch = { times: new Float64Array(0), values: new Float64Array(0) };

/**
 * Takes the sample lists out of the body of a range answer, without making an object of every sample: a month
 * of history is a million of them. A list that is not as Prometheus writes it is left in `json`, for
 * JSON.parse. Throws TooLarge.
 */
export function extractSamples(body: Buffer): Body {
  const samples: Samples[] = [];
  let json = '';
  let count = 0;
  let from = 0;
  let at = body.indexOf(OPEN);
  while (at >= 0) {
    const start = at + OPEN.length;
    const end = body.indexOf(CLOSE, start);
    const list = end < 0 ? undefined : readSamples(body, start, end);
    if (list) {
      count += list.times.length;
      if (count > MAX_SAMPLES) throw new TooLarge(`${MAX_SAMPLES} samples`);
      if (samples.length === MAX_SERIES) throw new TooLarge(`${MAX_SERIES} series`);
      json += `${body.toString('utf8', from, at)}"values":${samples.length}`;
      samples.push(list);
      from = end + CLOSE.length;
    }
    at = body.indexOf(OPEN, list ? from : start);
  }
  json += body.toString('utf8', from, body.length);
  checkText(json);
  return { json, samples };
}

/** Beside the samples: labels and texts, which are held several times while they are read. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Throws TooLarge for JSON that would need much memory; a value begins after each `,`, `[` and `{`. */
function checkText(json: string): void {
  if (json.length > MAX_CHARACTERS) throw new TooLarge(`${MAX_CHARACTERS} characters beside its samples`);
  let count = 0;
  for (let i = 0; i < json.length && json.length > MAX_VALUES; i++) {
    const code = json.charCodeAt(i);
    if (code === COMMA || code === OPENING || code === BRACE) count++;
  }
  if (count > MAX_VALUES) throw new TooLarge(`${MAX_VALUES} values`);
}

const COMMA = 44;
const BRACE = 123;
const OPENING = 91;
const CLOSING = 93;
const QUOTE = 34;

/** Reads `1700000000,"1.5"],[1700000010,"2"` between two offsets; undefined when it is anything else. */
function readSamples(body: Buffer, start: number, end: number): Samples | undefined {
  const most = Math.min(Math.ceil((end - start) / MIN_SAMPLE_BYTES), MAX_SAMPLES) + 1;
  if (scratch.times.length < most) {
    scratch.times = new Float64Array(most);
    scratch.values = new Float64Array(most);
  }
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
  throw new TooLarge(`${MAX_SAMPLES} samples`);
}
