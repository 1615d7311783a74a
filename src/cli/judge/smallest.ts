import type { FoundEffect } from '../../judge/assess/smallest.ts';
import type { History } from '../../judge/history.ts';
import { caughtShare } from '../../judge/injection/caught-share.ts';
import type { Injection } from '../../judge/injection/injection.ts';
import {
  injectionOfSize,
  nextSizes,
  type SmallestSearch,
  smallestEffect,
  smallestSearches,
} from '../../judge/injection/smallest-effect.ts';
import type { InjectedOutcome } from '../../judge/outcome.ts';
import { startNumbers } from '../../judge/shard.ts';
import type { Rehearsals, RehearsalTask } from './rehearsals.ts';
import type { WorkOptions } from './work-options.ts';

/** By signal: the smallest effect that is caught, and what came of it; null where not even the largest is caught. */
export type Smallest = Readonly<Record<string, FoundEffect | null>>;

/** The effects that are searched for. */
export interface SearchedEffects {
  readonly injections: readonly Injection[];
  readonly history: History;
  readonly rehearsals: Rehearsals;
  readonly task: RehearsalTask;
}

/** Searches the smallest effect that is caught on each injected signal, from all starts; after an interrupt those found by then. */
export async function findSmallest(
  { injections, history, rehearsals, task }: SearchedEffects,
  options: WorkOptions,
): Promise<Smallest> {
  const found: Record<string, FoundEffect | null> = {};
  for (const search of smallestSearches(injections, history)) {
    const tried = new Map<number, readonly InjectedOutcome[]>();
    let sizes = nextSizes(search, sharesOf(tried));
    while (sizes.length > 0) {
      const outcomes = await outcomesOf(sizes, search, { rehearsals, task }, options);
      if (options.signal.aborted) return found;
      for (const [i, size] of sizes.entries()) tried.set(size, outcomes[i]!);
      sizes = nextSizes(search, sharesOf(tried));
    }
    const smallest = smallestEffect(search, sharesOf(tried));
    found[search.like.signal] = smallest && {
      effect: smallest.effect,
      outcomes: tried.get(smallest.size)!,
    };
  }
  return found;
}

/** Of each size, the share of what it exposed that is caught. */
const sharesOf = (tried: ReadonlyMap<number, readonly InjectedOutcome[]>): ReadonlyMap<number, number> =>
  new Map([...tried].map(([size, outcomes]) => [size, caughtShare(outcomes)]));

/** What came of each size. */
async function outcomesOf(
  sizes: readonly number[],
  search: SmallestSearch,
  { rehearsals, task }: Pick<SearchedEffects, 'rehearsals' | 'task'>,
  options: WorkOptions,
): Promise<readonly (readonly InjectedOutcome[])[]> {
  const injections = sizes.map((size) => injectionOfSize(search, size));
  const numbers = startNumbers(task.starts.count);
  const starts = await rehearsals.rehearse({ ...task, injections }, numbers, options);
  return sizes.map((_, position) => starts.map(({ injected }) => injected[position]!));
}
