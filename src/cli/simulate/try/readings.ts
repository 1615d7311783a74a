import { throwIfErrors } from '../../../errors/rollout-error.ts';
import { historyFaults } from '../../../policy/lint/queries.ts';
import type { Checkable } from '../../../preflight/check-queries.ts';
import { type HeldReadings, holdReadings, openHeld } from '../../../source/memory.ts';
import type { BatchSource, SourceQuery } from '../../../source/source.ts';
import { type Seconds, ticksOf } from '../../../text/duration.ts';
import type { IO } from '../../io.ts';
import { eachOnce } from '../../settings/each-once.ts';
import { eachQuery } from '../../settings/each-query.ts';
import type { OpenedSource } from '../opened-source.ts';
import { openSource } from '../source.ts';
import type { SourceRequest } from '../source-request.ts';
import type { Trial } from './trial.ts';

/** Opens the source of one trial after the other. */
export type TrialSource = (trial: Trial) => Promise<OpenedSource>;

/** What all trials together may hold in memory. */
const MAX_BYTES = 1024 * 2 ** 20;

/**
 * A scenario is bound to each trial, since it looks at what the rollout decides. A history or a recording is read once for
 * all trials with the same interval, with the queries of all of them, and kept in memory.
 */
export async function readingsOf(
  request: SourceRequest,
  trials: readonly Trial[],
  io: IO,
): Promise<TrialSource> {
  if (request.kind === 'scenario')
    return ({ plan, loaded }) => openSource(request, { plan, placeOf: loaded.placeOf }, io);
  if (request.kind === 'server')
    throwIfErrors(eachOnce(trials.flatMap(({ plan, loaded }) => historyFaults(plan, loaded.placeOf))));
  const held = new Map<Seconds, HeldReadings>();
  const intervals = new Set(trials.map(({ plan }) => plan.interval));
  for (const interval of intervals) {
    const alike = trials.filter(({ plan }) => plan.interval === interval);
    held.set(interval, await hold(request, alike, MAX_BYTES / intervals.size, io));
  }
  return async ({ plan }) => ({
    source: openHeld(held.get(plan.interval)!, plan.queries),
    diagnostics: [],
  });
}

/** What all queries of these trials give, asked for once. The preflight tries each query of any of them once. */
async function hold(
  request: SourceRequest,
  trials: readonly Trial[],
  maxBytes: number,
  io: IO,
): Promise<HeldReadings> {
  const [{ plan, placeOf }, ...others] = trials.map(checkable) as [Checkable, ...Checkable[]];
  const queries = queriesOf(trials);
  const { interval } = plan;
  const opened = await openSource(request, { plan, placeOf, queries, others }, io);
  io.report(opened.diagnostics);
  const ticks = request.duration === undefined ? undefined : ticksOf(request.duration, interval);
  const options = { queries, interval, ticks, maxBytes, signal: io.interrupted };
  return holdReadings(opened.source as BatchSource, options);
}

const checkable = ({ plan, loaded }: Trial): Checkable => ({ plan, placeOf: loaded.placeOf });

/** What all trials ask, as sources know it. */
const queriesOf = (trials: readonly Trial[]): readonly SourceQuery[] =>
  eachQuery(
    trials.flatMap(({ plan }) =>
      plan.queries.map(({ signal, query_string, every }) => ({ signal, query_string, every })),
    ),
  );
