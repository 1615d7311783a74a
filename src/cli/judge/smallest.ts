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
import { startNumbers } from '../../judge/shard.ts';
import type { Rehearsals, RehearsalTask } from './rehearsals.ts';
import type { WorkOptions } from './work-options.ts';

/** By signal: the smallest effect that is caught, as it is printed; null where not even the largest is. */
export type Smallest = Readonly<Record<string, string | null>>;

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
  const found: Record<string, string | null> = {};
  for (const search of smallestSearches(injections, history)) {
    const tried = new Map<number, number>();
    for (let sizes = nextSizes(search, tried); sizes.length > 0; sizes = nextSizes(search, tried)) {
      const shares = await sharesOf(sizes, search, { rehearsals, task }, options);
      if (options.signal.aborted) return found;
      for (const [i, size] of sizes.entries()) tried.set(size, shares[i]!);
    }
    found[search.like.signal] = smallestEffect(search, tried)?.effect ?? null;
  }
  return found;
}

/** Of each size, the share of what it exposed that is caught. */
async function sharesOf(
  sizes: readonly number[],
  search: SmallestSearch,
  { rehearsals, task }: Pick<SearchedEffects, 'rehearsals' | 'task'>,
  options: WorkOptions,
): Promise<readonly number[]> {
  const injections = sizes.map((size) => injectionOfSize(search, size));
  const numbers = startNumbers(task.starts.count);
  const outcomes = await rehearsals.rehearse({ ...task, injections }, numbers, options);
  return sizes.map((_, position) => caughtShare(outcomes.map(({ injected }) => injected[position]!)));
}
