import { existsSync } from 'node:fs';
import { findFileTarget } from '../disk/target.ts';
import { nowhere } from '../errors/location.ts';
import { type Diagnostic, diagnostic, throwIfErrors } from '../errors/rollout-error.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import type { Seconds, Ticks } from '../text/duration.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { openHistory } from './history.ts';
import { type Head, partOf, wholeOf } from './recording/file.ts';
import { failIn, type OpenedRecording, openRecording } from './recording/open-recording.ts';
import { type Recovered, recover } from './recording/recover.ts';
import { resumed } from './recording/resumed.ts';
import { eachOnce, isOfServer } from './server-warnings.ts';
import type { BatchSource, SourceCursor, SourceQuery } from './source.ts';

/** The recording of a history that is not whole. */
export interface Part extends OpenedRecording, Recovered {
  readonly head: Head & { readonly ticks: Ticks };
}

/**
 * Finds what a recording is to be resumed from: its part, or the file itself where Ctrl-C ended the run. Throws
 * FILE_MISSING, FILE_UNREADABLE, RECORDING_FORMAT, RECORDING_LIVE.
 */
export async function openPart(file: string): Promise<Part> {
  const whole = findFileTarget(wholeOf(file), { overwrite: true }).path;
  const part = partOf(whole);
  const opened = await openRecording(existsSync(part) ? part : whole);
  const { reader, head } = opened;
  try {
    if (head.facts.kind === 'live') throw failIn(opened.file, 'RECORDING_LIVE', {});
    const { ticks } = head;
    if (ticks === undefined)
      throw failIn(opened.file, 'RECORDING_FORMAT', { why: 'it does not say how long its period is' });
    return { ...opened, ...(await recover(reader, head)), head: { ...head, ticks } };
  } catch (problem) {
    await reader.close();
    throw problem;
  }
}

export interface ResumeOptions {
  readonly part: Part;
  readonly api: PrometheusApi;
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  readonly from: Moment;
  readonly to: Moment;
}

/** A history whose first ticks are read from a part of its recording. */
export interface ResumedHistory {
  readonly source: BatchSource;
  /** The ticks before this one are in the part. */
  readonly after: Ticks;
}

/**
 * Goes on with a part of a recording: the ticks it has come from there, the others from the server. Throws
 * RECORDING_QUERIES, RECORDING_INTERVAL, RECORDING_PERIOD and RECORDING_SERVER where the part is of another run.
 */
export function resumeHistory(options: ResumeOptions): ResumedHistory {
  const { part, api, queries } = options;
  const notes = [...(part.head.diagnostics ?? []), ...part.diagnostics];
  const warnings = eachOnce([...api.warnings(), ...notes.filter(isOfServer)]);
  const open = (cursor?: SourceCursor) => openHistory({ ...options, warnings, cursor });
  const whole = open();
  throwIfErrors(resumeFaults(options, whole));
  const isWhole = part.ticks >= whole.ticks;
  const after = isWhole ? whole.ticks : part.ticks - (part.ticks % whole.batch);
  return { source: resumed({ part, queries, after, warnings, open }), after };
}

/** In what a part is of another run than the one that is to go on with it. */
function resumeFaults({ part, api, queries, interval }: ResumeOptions, whole: BatchSource): Diagnostic[] {
  const { file, head } = part;
  const place = { at: nowhere(file) };
  const faults: Diagnostic[] = [];
  const [recorded, asked] = [head.queries, queries].map(queriesText);
  if (recorded !== asked)
    faults.push(diagnostic('RECORDING_QUERIES', { recorded: recorded!, asked: asked! }, place));
  if (head.interval !== interval)
    faults.push(diagnostic('RECORDING_INTERVAL', { got: interval, recorded: head.interval }, place));
  const { server } = api.facts();
  if (server !== head.facts.server)
    faults.push(
      diagnostic(
        'RECORDING_SERVER',
        { recorded: serverText(head.facts.server), got: serverText(server) },
        place,
      ),
    );
  // Another interval is another number of ticks.
  if (head.interval === interval && (whole.start !== head.start || whole.ticks !== head.ticks))
    faults.push(
      diagnostic(
        'RECORDING_PERIOD',
        { recorded: periodText(head, interval), got: periodText(whole, interval) },
        place,
      ),
    );
  return faults;
}

const queriesText = (queries: readonly SourceQuery[]): string =>
  queries
    .map(({ signal, query_string, every }) => `${signal}: ${query_string} (${everyText(every)})`)
    .join('; ') || 'none';

const everyText = (every: Ticks): string => (every === 1 ? 'every tick' : `every ${every} ticks`);

const serverText = (server: string | null): string => server ?? 'a server that does not say what it is';

const periodText = ({ start, ticks }: { readonly start: Moment; readonly ticks: Ticks }, interval: Seconds) =>
  `${formatMoment(start)} to ${formatMoment(start + ticks * interval)}`;

/** The moment after the last tick of a part's period. */
export const endOfPeriod = ({ head }: Part): Moment => head.start + head.ticks * head.interval;
