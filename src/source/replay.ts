import { existsSync } from 'node:fs';
import { codeOf, fail } from '../errors/rollout-error.ts';
import type { Seconds, Ticks } from '../text/duration.ts';
import { isCount } from '../text/shape.ts';
import { endOf } from './recording/copy-section.ts';
import { type Head, isPart, partOf, type Section } from './recording/file.ts';
import { failIn, type OpenedRecording, openRecording } from './recording/open-recording.ts';
import { positionOf } from './recording/position-of.ts';
import { Recorded } from './recording/recorded-readings.ts';
import { type Recording, SectionStream } from './recording/section-stream.ts';
import { isEnd, isSection } from './recording/shape.ts';
import type { BatchSource, SourceCursor, SourceQuery } from './source.ts';

export interface RecordedOptions {
  readonly file: string;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  /** Of a run that was cut, to go on from there. */
  readonly cursor?: SourceCursor;
  /** Of a run over a part of the recording: its first tick. */
  readonly first?: Ticks;
}

/**
 * A recording as a source, equal bit for bit to the one it was made from. That the file is whole is checked first, that it
 * is undamaged on the way. Throws FILE_MISSING, FILE_UNREADABLE, RECORDING_FORMAT, RECORDING_TRUNCATED, RECORDING_PARTIAL,
 * RECORDING_QUERY and RECORDING_INTERVAL, and STATE_FORMAT where the cursor is not its own; `fill` throws RECORDING_DAMAGED.
 */
export async function openRecorded(
  options: RecordedOptions,
): Promise<BatchSource & Pick<Recorded, 'preflight'>> {
  const { file, interval } = options;
  const { reader, head } = await openWhole(file);
  try {
    const end = await reader.end();
    if (end?.end === false || (!end && isPart(file))) throw failIn(file, 'RECORDING_PARTIAL', { file });
    if (!end) throw failIn(file, 'RECORDING_TRUNCATED', {});
    if (!isEnd(end)) throw failIn(file, 'RECORDING_FORMAT', { why: 'its last line is malformed' });
    await checkSum({ file, reader, head, end });
    if (head.interval !== interval)
      throw failIn(file, 'RECORDING_INTERVAL', { got: interval, recorded: head.interval });
    const positions = options.queries.map((query) => findQuery(file, head, query));
    return new Recorded({
      head,
      end,
      sections: new SectionStream({ file, reader, head, end }),
      asked: options.queries,
      positions,
      first: options.first ?? firstOf(options),
      gapsFrom: options.first,
    });
  } catch (problem) {
    await reader.close();
    throw problem;
  }
}

/** Readings that the last line does not know of are refused; those that are missing are noticed where they are needed. */
async function checkSum(recording: Recording): Promise<void> {
  const { ticks, readings = ticks } = recording.end;
  const reached = await reachedBy(recording).catch(() => undefined);
  if (reached === undefined || reached < ticks || reached === readings) return;
  throw failIn(recording.file, 'RECORDING_FORMAT', {
    why: `its last line knows of ${readings} ticks, its sections hold ${reached}`,
  });
}

/** The tick after the last section, read from the last member alone; undefined where it is malformed. Throws what gzip says. */
async function reachedBy({ reader, head, end }: Recording): Promise<Ticks | undefined> {
  const before = end.members.slice(0, -1).reduce((sum, one) => sum + one, 0);
  if (end.members.length < 2) return 0;
  let last: Section | undefined;
  for await (const section of reader.sections({ ...end, members: [before, end.members.at(-1)!] }))
    last = section;
  return last && isSection(last, head) ? endOf(last) : undefined;
}

/** Where a file is missing because the run that was to make it failed, says so. */
async function openWhole(file: string): Promise<OpenedRecording> {
  try {
    return await openRecording(file);
  } catch (problem) {
    const part = partOf(file);
    if (codeOf(problem) !== 'FILE_MISSING' || !existsSync(part)) throw problem;
    throw failIn(part, 'RECORDING_PARTIAL', { file: part });
  }
}

function firstOf({ cursor }: RecordedOptions): number {
  if (!cursor) return 0;
  if (isCount(cursor.tick)) return cursor.tick as number;
  throw fail('STATE_FORMAT', { why: 'its part source is malformed' });
}

function findQuery(file: string, head: Head, asked: SourceQuery): number {
  const found = positionOf(head, asked);
  if (found >= 0) return found;
  const { signal, query_string: query } = asked;
  const known = head.queries.map((one) => `${one.signal}: ${one.query_string}`).join('; ') || 'no queries';
  throw failIn(file, 'RECORDING_QUERY', { signal, query, known });
}
