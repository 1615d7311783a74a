import type { Code, Params } from '../errors/codes.ts';
import { nowhere } from '../errors/location.ts';
import { fail, type RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { isCount } from '../text/shape.ts';
import { FORMAT, type Head, VERSION } from './recording/file.ts';
import { RecordingReader } from './recording/reader.ts';
import { Recorded } from './recording/recorded-readings.ts';
import { isEnd, isHead } from './recording/shape.ts';
import type { BatchSource, SourceCursor, SourceQuery } from './source.ts';

export interface RecordedOptions {
  readonly file: string;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  /** Of a run that was cut, to go on from there. */
  readonly cursor?: SourceCursor;
}

/**
 * A recording as a source, equal bit for bit to the one it was made from. That the file is whole is checked first, that it
 * is undamaged on the way. Throws FILE_MISSING, FILE_UNREADABLE, RECORDING_FORMAT, RECORDING_TRUNCATED, RECORDING_QUERY and
 * RECORDING_INTERVAL, and STATE_FORMAT where the cursor is not its own; `fill` throws RECORDING_DAMAGED.
 */
export async function openRecorded(options: RecordedOptions): Promise<BatchSource> {
  const { file, interval } = options;
  const reader = await RecordingReader.open(file).catch((problem) => {
    throw unreadable(file, problem);
  });
  try {
    const head = await readHead(file, reader);
    const end = await reader.end();
    if (!end) throw failIn(file, 'RECORDING_TRUNCATED', {});
    if (!isEnd(end)) throw failIn(file, 'RECORDING_FORMAT', { why: 'its last line is malformed' });
    if (head.interval !== interval)
      throw failIn(file, 'RECORDING_INTERVAL', { got: interval, recorded: head.interval });
    const positions = options.queries.map((query) => findQuery(file, head, query));
    return new Recorded({
      file,
      reader,
      head,
      end,
      asked: options.queries,
      positions,
      first: firstOf(options),
    });
  } catch (problem) {
    await reader.close();
    throw problem;
  }
}

function firstOf({ cursor }: RecordedOptions): number {
  if (!cursor) return 0;
  if (isCount(cursor.tick)) return cursor.tick as number;
  throw fail('STATE_FORMAT', { why: 'its part source is malformed' });
}

async function readHead(file: string, reader: RecordingReader): Promise<Head> {
  const head = await reader.head().catch((problem) => {
    throw problem.syscall
      ? unreadable(file, problem)
      : failIn(file, 'RECORDING_FORMAT', { why: problem.message });
  });
  const { format, version } = head ?? {};
  if (format !== FORMAT) throw failIn(file, 'RECORDING_FORMAT', { why: 'it does not start as one' });
  if (version !== VERSION)
    throw failIn(file, 'RECORDING_FORMAT', {
      why: `it has version ${JSON.stringify(version)}, this rollout reads ${VERSION}`,
    });
  if (!isHead(head)) throw failIn(file, 'RECORDING_FORMAT', { why: 'its first line is malformed' });
  return head;
}

function unreadable(file: string, { code, message: why }: NodeJS.ErrnoException): RolloutError {
  return code === 'ENOENT' ? fail('FILE_MISSING', { file }) : fail('FILE_UNREADABLE', { file, why });
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
