import type { Query } from '../../circuit/plan.ts';
import { type Diagnostic, fail, type Place } from '../../errors/rollout-error.ts';
import type { NamedIncident } from '../../judge/assess/input.ts';
import type { History } from '../../judge/history.ts';
import { fitIncidents } from '../../judge/incidents/fit-history.ts';
import { fitReadings } from '../../judge/injection/fit-readings.ts';
import type { Injection } from '../../judge/injection/injection.ts';
import type { Starts } from '../../judge/starts.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { type Ticks, ticksOf } from '../../text/duration.ts';
import { lookbackOf } from '../../text/promql/facts.ts';
import { formatMoment } from '../../text/time.ts';
import type { IO } from '../io.ts';
import { type ReadHistory, readHistory } from '../judge/history.ts';
import { historyPlace } from '../judge/source-request.ts';
import { type JudgedPolicy, loadJudged } from '../judge/subject.ts';
import type { Progress } from '../progress.ts';
import { readIncidents } from './incidents.ts';
import { readInjections } from './injections.ts';
import type { AssessRequest } from './request.ts';
import { readStarts } from './starts.ts';

/** All that is known before the first rehearsal. */
export interface Prepared {
  readonly policy: JudgedPolicy;
  readonly read: ReadHistory;
  readonly starts: Starts;
  readonly fastest: Ticks;
  /** The longest query window. */
  readonly window: Ticks;
  readonly incidents: readonly NamedIncident[];
  readonly injections: readonly Injection[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the policy, binds what is injected, reads the history and lays out the starts. Throws what is wrong with any of them. */
export async function prepare(request: AssessRequest, progress: Progress, io: IO): Promise<Prepared> {
  const policy = await loadJudged(request.policy, request.steering, io);
  return preparePolicy({ policy, queries: policy.plan.queries }, request, progress, io);
}

/** A policy, and the queries that are read: its own, and others behind them. */
export interface AskedPolicy {
  readonly policy: JudgedPolicy;
  readonly queries: readonly Query[];
}

/** The same for a policy that is loaded; the history has a column for each query that is asked. */
export async function preparePolicy(
  { policy, queries }: AskedPolicy,
  request: AssessRequest,
  progress: Progress,
  io: IO,
): Promise<Prepared> {
  const { plan, loaded } = policy;
  const bound = await readInjections(request.bad.injections, plan);
  const written = await readIncidents(request.bad, io);
  if (request.limits.minCaught !== undefined && bound.length + written.length === 0)
    throw fail('ASSESS_CAUGHT', {});
  const options = {
    plan: { ...plan, queries },
    placeOf: loaded.placeOf,
    traffic: request.bad.traffic,
    progress,
  };
  const read = await readHistory(request.history, options, io);
  const place = historyPlace(request.history);
  checkData(policy, read.history, place);
  const bad = fitIncidents(written, read.history);
  const { starts, fastest, diagnostics } = readStarts(policy, read.history, { ...request.rehearsals, place });
  const lookback = Math.max(0, ...queries.map(({ query_string }) => lookbackOf(query_string)));
  return {
    policy,
    read,
    starts,
    fastest,
    window: ticksOf(lookback, plan.interval),
    incidents: bad.incidents,
    injections: fitReadings(bound, read.history),
    diagnostics: [...policy.diagnostics, ...read.diagnostics, ...bad.diagnostics, ...diagnostics],
  };
}

/** Throws ASSESS_NO_DATA where no query that moves the ramp has any reading. */
function checkData({ plan }: JudgedPolicy, history: History, place: Place): void {
  const { columns, start, interval, ticks } = history;
  const moving = driversOf(plan).flatMap(({ movesRamp, signal }, q) => (movesRamp ? [{ signal, q }] : []));
  const isEmpty = moving.every(({ q }) => columns[q]!.every(Number.isNaN));
  if (moving.length === 0 || !isEmpty) return;
  const params = {
    signals: moving.map(({ signal }) => signal).join(', '),
    from: formatMoment(start),
    to: formatMoment(start + ticks * interval),
  };
  throw fail('ASSESS_NO_DATA', params, place);
}
