import { type Diagnostic, diagnostic, fail } from '../errors/rollout-error.ts';
import { formatSpoken, type Seconds, type Ticks } from '../text/duration.ts';
import { formatMoment } from '../text/time.ts';
import { openRecorded } from './replay.ts';
import type { BatchSource, SourceQuery } from './source.ts';

export interface JoinedOptions {
  readonly files: readonly string[];
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
}

/** A recording of several that follow each other. */
export interface JoinedRecording {
  readonly file: string;
  readonly source: BatchSource;
  /** Where its first tick stands, counted from that of the first recording. */
  readonly offset: Ticks;
}

export interface JoinedRecordings {
  /** In the order of their times. */
  readonly parts: readonly JoinedRecording[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Opens recordings that together are one history. Throws what `openRecorded` throws, and RECORDING_OVERLAP, RECORDING_APART
 * and RECORDING_PHASE where they do not follow each other.
 */
export async function openJoined({ files, ...asked }: JoinedOptions): Promise<JoinedRecordings> {
  const opened: Pick<JoinedRecording, 'file' | 'source'>[] = [];
  try {
    for (const file of files) opened.push({ file, source: await openRecorded({ file, ...asked }) });
    opened.sort((a, b) => a.source.start - b.source.start);
    const parts = placed(opened, asked.interval);
    for (const part of parts) checkPhase(part, asked);
    return { parts, diagnostics: unlike(opened) };
  } catch (problem) {
    await Promise.all(opened.map(({ source }) => source.close?.(undefined)));
    throw problem;
  }
}

type Opened = Pick<JoinedRecording, 'file' | 'source'>;

function placed(opened: readonly Opened[], interval: Seconds): JoinedRecording[] {
  let offset = 0;
  return opened.map((one, i) => {
    const before = opened[i - 1];
    if (before) {
      checkFollows(before, one, interval);
      offset += before.source.ticks;
    }
    return { ...one, offset };
  });
}

/** Moments are held in milliseconds: less than half a one apart is the same. */
const SAME: Seconds = 0.0005;

function checkFollows(before: Opened, after: Opened, interval: Seconds): void {
  const end = before.source.start + before.source.ticks * interval;
  const { start, ticks } = after.source;
  if (Math.abs(start - end) < SAME) return;
  const files = { first: before.file, second: after.file };
  if (start > end)
    throw fail('RECORDING_APART', { ...files, from: formatMoment(end), to: formatMoment(start) });
  const to = formatMoment(Math.min(end, start + ticks * interval));
  throw fail('RECORDING_OVERLAP', { ...files, from: formatMoment(start), to });
}

/** The evaluations of a query must go on in the same rhythm. */
function checkPhase(
  { file, source, offset }: JoinedRecording,
  { queries, interval }: Omit<JoinedOptions, 'files'>,
): void {
  const broken = queries.find(({ every }) => source.resultsOn === 'evaluations' && offset % every !== 0);
  if (!broken) return;
  const { signal, every } = broken;
  throw fail('RECORDING_PHASE', { file, signal, every: formatSpoken(every * interval) });
}

function unlike(opened: readonly Opened[]): Diagnostic[] {
  return opened.slice(1).flatMap((second, i) => {
    const first = opened[i]!;
    const [one, other] = [first, second].map(({ source }) => originOf(source)) as [string, string];
    if (one === other) return [];
    return [diagnostic('RECORDING_UNLIKE', { first: first.file, second: second.file, one, other })];
  });
}

/** The server, without its version. */
function originOf(source: BatchSource): string {
  const { kind, url } = source.facts();
  return `${kind === 'live' ? 'the present' : 'the history'} of ${url ?? 'a server that is not named'}`;
}
