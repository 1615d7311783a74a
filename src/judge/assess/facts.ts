import type { Plan } from '../../circuit/plan.ts';
import type { Direction } from '../../rollout/criterion.ts';
import { driversOf } from '../../rollout/drivers.ts';
import type { Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { allCriteria } from '../criteria.ts';
import type { History } from '../history.ts';
import type { Outcome } from '../outcome.ts';
import { memoryOf } from '../statistics/autocorrelation.ts';
import { type Blind, blindOf, type Moving } from './blind.ts';
import { type FoundStretch, inOrder } from './found-stretch.ts';
import { stretchesIn } from './stretches.ts';

/** What an assessment says of a history beyond outcomes. It is JSON: a shard carries it beside its outcomes. */
export interface HistoryFacts {
  readonly start: Moment;
  readonly interval: number;
  readonly ticks: Ticks;
  /** The criteria that outcomes name by position. */
  readonly criteria: readonly NamedCriterion[];
  /** Query by query that moves the ramp: when its autocorrelation is under 1/e. */
  readonly memory: readonly { readonly signal: string; readonly ticks: Ticks }[];
  readonly blind: Blind;
  /** Those in which a rehearsal was reset, by criterion and time. */
  readonly stretches: readonly FoundStretch[];
}

/** A criterion by what it looks at and where it moves the ramp. */
export interface NamedCriterion {
  readonly signal: string;
  readonly direction: Direction;
}

/** Looks at a history once: its stretches are those in which one of these rehearsals was reset. */
export function factsOf(plan: Plan, history: History, outcomes: readonly Outcome[]): HistoryFacts {
  return {
    start: history.start,
    interval: history.interval,
    ticks: history.ticks,
    criteria: allCriteria(plan).map(({ lhs, direction }) => ({ signal: lhs, direction })),
    memory: memoriesIn(plan, history),
    blind: blindOf(movingIn(plan), history),
    stretches: stretchesIn(plan, history, outcomes),
  };
}

/** Found once for each column: a tuning asks for it again, and it can be found while others rehearse. */
const MEMORIES = new WeakMap<Float64Array, Ticks>();

/** Query by query that moves the ramp: how long its readings are alike. The columns of a history do not change any more. */
export function memoriesIn(plan: Plan, history: History): HistoryFacts['memory'] {
  return movingIn(plan).map(({ signal, query }) => {
    const column = history.columns[query]!;
    const ticks = MEMORIES.get(column) ?? memoryOf(column, history);
    MEMORIES.set(column, ticks);
    return { signal, ticks };
  });
}

const movingIn = (plan: Plan): Moving[] =>
  driversOf(plan).flatMap(({ movesRamp, signal }, query) => (movesRamp ? [{ signal, query }] : []));

/** The facts of several shards of one assessment. */
export function joinFacts(parts: readonly HistoryFacts[]): HistoryFacts {
  const byPlace = new Map(
    parts.flatMap(({ stretches }) => stretches.map((one) => [`${one.criterion} ${one.from}`, one] as const)),
  );
  return { ...parts[0]!, stretches: inOrder([...byPlace.values()]) };
}
