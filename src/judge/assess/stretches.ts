import type { Plan } from '../../circuit/plan.ts';
import type { Reading } from '../../circuit/reading.ts';
import type { Ticks } from '../../text/duration.ts';
import { type JsonReading, toJsonReading } from '../../text/json-reading.ts';
import type { History } from '../history.ts';
import { NEVER, type Outcome } from '../outcome.ts';
import { type FoundStretch, inOrder, NO_CRITERION } from './found-stretch.ts';
import { type MetRun, type MetRuns, metRunsOf } from './met-runs.ts';

/** The stretches of a history in which these rehearsals were reset, by criterion and time. */
export function stretchesIn(plan: Plan, history: History, outcomes: readonly Outcome[]): FoundStretch[] {
  const alarms = outcomes.filter(({ reset }) => reset !== NEVER);
  if (alarms.length === 0) return [];
  const runs = metRunsOf(plan, history);
  const slack = Math.max(1, ...plan.queries.map(({ every }) => every));
  const found = new Map<string, FoundStretch>();
  for (const alarm of alarms) {
    const stretch = stretchOf(alarm, runs, slack);
    found.set(`${stretch.criterion} ${stretch.from}`, stretch);
  }
  return inOrder([...found.values()]);
}

/** The first criterion that was met stands for all that were. */
export const criterionOf = ({ resetBy }: Outcome): number => resetBy[0] ?? NO_CRITERION;

/**
 * The run in which a rehearsal was reset. A criterion that looks at moving averages, or at a query that is not asked on every
 * tick, may be met in the rehearsal alone: such a tick is a stretch of its own, but shortly after a run it belongs to that run.
 */
function stretchOf(alarm: Outcome, runs: MetRuns, slack: Ticks): FoundStretch {
  const criterion = criterionOf(alarm);
  const tick = alarm.start + alarm.reset;
  const run = lastFrom(runs.get(criterion) ?? [], tick);
  if (!run || tick - run.to > slack)
    return { criterion, from: tick, to: tick, extreme: null, threshold: null };
  const { from, to, extreme, threshold } = run;
  return { criterion, from, to, extreme: json(extreme), threshold: json(threshold) };
}

/** The last run that begins on or before a tick. */
function lastFrom(runs: readonly MetRun[], tick: Ticks): MetRun | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (runs[middle]!.from <= tick) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1];
}

const json = (reading: Reading): JsonReading | null =>
  Number.isNaN(reading) ? null : toJsonReading(reading);
