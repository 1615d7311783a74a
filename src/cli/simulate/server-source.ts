import { findFileTarget } from '../../disk/target.ts';
import { type Diagnostic, fail, throwIfErrors } from '../../errors/rollout-error.ts';
import { historyFaults } from '../../policy/lint/queries.ts';
import { checkQueries } from '../../preflight/check-queries.ts';
import { dayBefore, type Period, rehearsed } from '../../preflight/period.ts';
import { preflightTable } from '../../preflight/table.ts';
import type { PrometheusApi } from '../../prometheus/connect.ts';
import type { LiveOptions } from '../../source/live.ts';
import type { RecordOptions } from '../../source/record.ts';
import type { Source } from '../../source/source.ts';
import type { Seconds } from '../../text/duration.ts';
import { type Moment, parseMoment } from '../../text/time.ts';
import { connectTo } from '../connection.ts';
import type { IO } from '../io.ts';
import { orAskToReplace } from '../write-result.ts';
import type { OpenedSource, Subject } from './opened-source.ts';
import type { RangeRequest, ServerRequest } from './source-request.ts';

type RecordTarget = Omit<RecordOptions, 'diagnostics'>;

interface Range {
  readonly from: Moment;
  readonly to: Moment;
}

/**
 * Opens a server, live or its history, and records what it gives where that is asked for. Throws FILE_EXISTS
 * first.
 */
export async function serverSource(request: ServerRequest, subject: Subject, io: IO): Promise<OpenedSource> {
  const { record } = request;
  if (!record) return openServer(request, subject, io);
  const overwrite = await mayRecord(record, io);
  const opened = await openServer(request, subject, io);
  const { queries, interval } = subject.plan;
  const target = { file: record.file, overwrite, queries, interval, signal: io.interrupted };
  return { ...opened, source: await recorded(opened, target) };
}

/**
 * Whether the file of the recording is replaced, asked before anything is read. Throws FILE_EXISTS,
 * FILE_UNWRITABLE.
 */
const mayRecord = (record: NonNullable<ServerRequest['record']>, io: IO): Promise<boolean> =>
  orAskToReplace(record, io, (overwrite) => {
    findFileTarget(record.file, { overwrite });
    return overwrite;
  });

async function recorded({ source, diagnostics }: OpenedSource, target: RecordTarget): Promise<Source> {
  const { record } = await import('../../source/record.ts');
  return record(source, { ...target, diagnostics });
}

async function openServer(request: ServerRequest, subject: Subject, io: IO): Promise<OpenedSource> {
  const range = request.range && readRange(request.range, request.duration, io.now());
  if (range) throwIfErrors(historyFaults(subject.plan, subject.placeOf));
  const api = await connectTo(request.connection, io);
  const checked = request.preflight
    ? await tryQueries(api, subject, periodOf(range, subject.plan.interval, io.now()))
    : { diagnostics: [] };
  const { queries, interval } = subject.plan;
  const options = { api, queries, interval, signal: io.interrupted };
  return { ...checked, source: await openReadings(options, range) };
}

async function openReadings(options: LiveOptions, range: Range | undefined): Promise<Source> {
  if (range) {
    const { openHistory } = await import('../../source/history.ts');
    return openHistory({ ...options, ...range });
  }
  const { openLive } = await import('../../source/live.ts');
  return openLive(options);
}

/** What the preflight looks at: the whole of the history, or the day before now. */
const periodOf = (range: Range | undefined, interval: Seconds, now: Moment): Period =>
  range ? rehearsed(range, interval, now) : dayBefore(now, interval);

/**
 * Every query over the period of the run, before it: one that can never work ends it, one that has no value now is a warning.
 */
async function tryQueries(
  api: PrometheusApi,
  { plan, placeOf }: Subject,
  period: Period,
): Promise<{ readonly table?: string; readonly diagnostics: readonly Diagnostic[] }> {
  if (plan.queries.length === 0) return { diagnostics: [] };
  const { rows, diagnostics } = await checkQueries(plan, placeOf, { api, period, missing: 'warning' });
  return { table: preflightTable(rows), diagnostics: throwIfErrors(diagnostics) };
}

/** From `--from` over `--duration`, else to `--to` or now. */
function readRange({ from, to }: RangeRequest, duration: Seconds | undefined, now: Moment): Range {
  const start = readMoment('--from', from, now);
  const end = to === undefined ? endAfter(start, duration, now) : readMoment('--to', to, now);
  if (end <= start) throw fail('SIMULATE_RANGE', { from, to: to ?? 'now' });
  return { from: start, to: end };
}

const endAfter = (start: Moment, duration: Seconds | undefined, now: Moment): Moment =>
  duration === undefined ? now : start + duration;

function readMoment(flag: string, text: string, now: Moment): Moment {
  const moment = parseMoment(text, now);
  if (moment === undefined) throw fail('SIMULATE_TIME', { flag, got: text });
  return moment;
}
