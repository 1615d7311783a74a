import { throwIfErrors } from '../../errors/rollout-error.ts';
import { historyFaults } from '../../policy/lint/queries.ts';
import { checkQueries } from '../../preflight/check-queries.ts';
import { preflightJson } from '../../preflight/json.ts';
import { dayBefore, type Period, rehearsed } from '../../preflight/period.ts';
import { preflightTable } from '../../preflight/table.ts';
import type { PrometheusApi } from '../../prometheus/connect.ts';
import type { HistoryOptions } from '../../source/history.ts';
import { isOfServer } from '../../source/server-warnings.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { connectTo } from '../connection.ts';
import type { IO } from '../io.ts';
import type { OpenedSource, Subject } from './opened-source.ts';
import { type Range, readRange } from './period-flags.ts';
import type { RecordPlace } from './recorded-source.ts';
import type { ServerRequest } from './source-request.ts';

/**
 * Opens a server, live or its history, and records what it gives where that is asked for. Throws FILE_EXISTS
 * first.
 */
export async function serverSource(request: ServerRequest, subject: Subject, io: IO): Promise<OpenedSource> {
  const { record, range } = request;
  if (!record) return openServer(request, subject, io);
  if (record.resume) {
    const { resumedSource } = await import('./resumed-source.ts');
    return resumedSource(request, record.file, subject, io);
  }
  const { mayRecord, recorded } = await import('./recorded-source.ts');
  const overwrite = await mayRecord(record, range !== undefined, io);
  const opened = await openServer(request, subject, io);
  const part = range && partOfNew(opened);
  return recorded(opened, { file: record.file, overwrite, part }, subject, io);
}

/** A history from its first tick on; what was remarked so far cannot be asked for again. */
const partOfNew = ({ source, diagnostics }: OpenedSource): RecordPlace['part'] => ({
  after: 0,
  diagnostics: [...diagnostics, ...source.diagnostics(0).filter(isOfServer)],
});

async function openServer(request: ServerRequest, subject: Subject, io: IO): Promise<OpenedSource> {
  const range = request.range && readRange(request.range, request.duration, { now: io.now() });
  if (range) throwIfErrors(historyFaults(subject.plan, subject.placeOf));
  const api = await connectTo(request.connection, io);
  const { queries = subject.plan.queries } = subject;
  const { interval } = subject.plan;
  const options = { api, queries, interval, signal: io.interrupted };
  const checking = request.preflight
    ? tryQueries(api, subject, periodOf(range, interval, io.now()))
    : Promise.resolve({ diagnostics: [] });
  if (range) return historyDuring(checking, { ...options, ...range, ahead: request.preflight });
  const checked = await checking;
  const { openLive } = await import('../../source/live.ts');
  return { ...checked, source: openLive(options) };
}

/** The first chunks of a history come while its queries are tried, in what a server has time for between. */
async function historyDuring(checking: Promise<Checked>, options: HistoryOptions): Promise<OpenedSource> {
  checking.catch(() => {}); // thrown below
  const { openHistory } = await import('../../source/history.ts');
  const source = openHistory(options);
  try {
    return { ...(await checking), source };
  } catch (problem) {
    await source.close?.(undefined);
    throw problem;
  }
}

/** What the queries give, and what is wrong with them. */
type Checked = Omit<OpenedSource, 'source'>;

/** What the preflight looks at: the whole of the history, or the day before now. */
const periodOf = (range: Range | undefined, interval: Seconds, now: Moment): Period =>
  range ? rehearsed(range, interval, now) : dayBefore(now, interval);

/**
 * Every query over the period of the run, before it: one that can never work ends it, one that has no value now is a warning.
 */
async function tryQueries(api: PrometheusApi, subject: Subject, period: Period): Promise<Checked> {
  const policies = [subject, ...(subject.others ?? [])];
  if (policies.every(({ plan }) => plan.queries.length === 0)) return { diagnostics: [] };
  const { rows, diagnostics } = await checkQueries(policies, { api, period, missing: 'warning' });
  const found = throwIfErrors(diagnostics);
  return { table: preflightTable(rows), preflight: preflightJson(rows), diagnostics: found };
}
