import type { Code, Params } from '../errors/codes.ts';
import { nowhere } from '../errors/location.ts';
import { fail, RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { type End, FORMAT, type Head, readRecording, type Section, VERSION } from './recording-file.ts';
import type { Source, SourceFault, SourceQuery } from './source.ts';

export interface RecordedOptions {
  readonly file: string;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
}

/**
 * A recording as a source, equal bit for bit to the one it was made from. The whole file is checked first.
 * Throws FILE_MISSING, RECORDING_FORMAT, RECORDING_TRUNCATED, RECORDING_QUERY and RECORDING_INTERVAL.
 */
export async function openRecorded(options: RecordedOptions): Promise<Source> {
  const { file, interval } = options;
  const { head, end } = await survey(file);
  if (head.interval !== interval)
    throw failIn(file, 'RECORDING_INTERVAL', { got: interval, recorded: head.interval });
  const queries = options.queries.map((query) => findQuery(file, head, query));
  return new Recorded(file, head, end, options.queries, queries);
}

/** Reads the file from end to end, keeping nothing but its first and last line. */
async function survey(file: string): Promise<{ readonly head: Head; readonly end: End }> {
  let head: Head | undefined;
  let end: End | undefined;
  let ticks = 0;
  try {
    for await (const line of readRecording(file)) {
      if (!head) head = checkHead(file, line);
      else if ('end' in line) end = line;
      else if ('values' in line) ticks = line.first + line.count;
    }
  } catch (problem) {
    throw explain(file, head, ticks, problem);
  }
  if (head && end) return { head, end };
  throw explain(file, head, ticks, new Error('its last line is missing'));
}

function checkHead(file: string, line: unknown): Head {
  const { format, version } = (line ?? {}) as Partial<Head>;
  if (format !== FORMAT) throw failIn(file, 'RECORDING_FORMAT', { why: 'it does not start as one' });
  if (version !== VERSION)
    throw failIn(file, 'RECORDING_FORMAT', {
      why: `it has version ${version}, this rollout reads ${VERSION}`,
    });
  return line as Head;
}

function explain(file: string, head: Head | undefined, ticks: number, problem: unknown): RolloutError {
  if (problem instanceof RolloutError) return problem;
  const { code, message: why } = problem as NodeJS.ErrnoException;
  if (code === 'ENOENT') return fail('FILE_MISSING', { file });
  if (code === 'EISDIR' || code === 'EACCES') return fail('FILE_UNREADABLE', { file, why });
  return head
    ? failIn(file, 'RECORDING_TRUNCATED', { ticks, why })
    : failIn(file, 'RECORDING_FORMAT', { why });
}

/** The same query may feed a signal of another name. */
function findQuery(file: string, { queries }: Head, { signal, query_string, every }: SourceQuery): number {
  const isSame = (other: SourceQuery) => other.query_string === query_string && other.every === every;
  const exact = queries.findIndex((other) => other.signal === signal && isSame(other));
  const found = exact >= 0 ? exact : queries.findIndex(isSame);
  if (found >= 0) return found;
  const known = queries.map((query) => `${query.signal}: ${query.query_string}`).join('; ') || 'no queries';
  throw failIn(file, 'RECORDING_QUERY', { signal, query: query_string, known });
}

const failIn = <C extends Code>(file: string, code: C, params: Params<C>): RolloutError =>
  fail(code, params, { at: nowhere(file) });

class Recorded implements Source {
  readonly start;
  readonly ticks;
  readonly batch;
  readonly #file: string;
  readonly #head: Head;
  readonly #end: End;
  readonly #asked: readonly SourceQuery[];
  /** Of every query asked for: its position in the recording. */
  readonly #positions: readonly number[];
  readonly #lines: AsyncGenerator<Head | Section | End>;
  #ahead: Promise<IteratorResult<Head | Section | End>>;
  /** Sections in hand; the one before the present keeps its reasons. */
  #sections: Section[] = [];
  #faults: SourceFault[] = [];

  constructor(
    file: string,
    head: Head,
    end: End,
    asked: readonly SourceQuery[],
    positions: readonly number[],
  ) {
    this.start = head.start;
    this.ticks = end.ticks;
    this.batch = head.batch;
    this.#file = file;
    this.#head = head;
    this.#end = end;
    this.#asked = asked;
    this.#positions = positions;
    this.#lines = readRecording(file);
    this.#ahead = this.#read();
  }

  fill(columns: readonly Float64Array[], first: number, count: number): void | Promise<void> {
    while (this.#sections.length > 1 && endOf(this.#sections[1]!) <= first) this.#sections.shift();
    const last = this.#sections.at(-1);
    if (last && endOf(last) >= first + count) return this.#copy(columns, first, count);
    return this.#readUntil(first + count).then(() => this.#copy(columns, first, count));
  }

  why(query: number, tick: number): string | undefined {
    const position = this.#positions[query]!;
    const { every } = this.#asked[query]!;
    for (const { reasons } of this.#sections) {
      const reason = reasons.find(
        (r) => r.query === position && tick >= r.first && tick < r.first + r.count * every,
      );
      if (reason) return reason.why;
    }
    return undefined;
  }

  faults(): readonly SourceFault[] {
    const faults = this.#faults;
    if (faults.length > 0) this.#faults = [];
    return faults;
  }

  facts() {
    return this.#head.facts;
  }

  diagnostics() {
    return this.#end.diagnostics;
  }

  async close(): Promise<void> {
    await this.#ahead.catch(() => {});
    await this.#lines.return(undefined);
  }

  #read(): Promise<IteratorResult<Head | Section | End>> {
    const next = this.#lines.next();
    next.catch(() => {}); // it is thrown where the section is needed
    return next;
  }

  async #readUntil(end: number): Promise<void> {
    while (this.#sections.length === 0 || endOf(this.#sections.at(-1)!) < end) {
      const { value, done } = await this.#ahead.catch((problem) => {
        throw explain(this.#file, this.#head, this.#sections.at(-1)?.first ?? 0, problem);
      });
      if (done || 'end' in value) return;
      this.#ahead = this.#read();
      if (!('values' in value)) continue;
      this.#sections.push(value);
      this.#faults.push(...value.faults);
    }
  }

  #copy(columns: readonly Float64Array[], first: number, count: number): void {
    for (let q = 0; q < columns.length; q++) {
      const { every } = this.#asked[q]!;
      const column = columns[q]!;
      for (const section of this.#sections) {
        const values = section.values[this.#positions[q]!]!;
        const origin = Math.ceil(section.first / every) * every;
        const to = Math.min(first + count, endOf(section));
        for (let tick = Math.max(origin, Math.ceil(first / every) * every); tick < to; tick += every)
          column[tick - first] = values[(tick - origin) / every]!;
      }
    }
  }
}

const endOf = ({ first, count }: Section): number => first + count;
