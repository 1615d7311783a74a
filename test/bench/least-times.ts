import type { Seconds } from '../../src/text/duration.ts';

/** How often tasks are measured, and how often they are run before: code is compiled then. */
export interface Rounds {
  readonly rounds: number;
  readonly warmUp?: number;
}

/**
 * The least time of each. They are taken in turns, so that a machine whose speed drifts slows all of them; what else it does
 * only adds to a time.
 */
export async function leastTimes(
  tasks: readonly (() => unknown)[],
  { rounds, warmUp = 1 }: Rounds,
): Promise<Seconds[]> {
  const least = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [i, task] of tasks.entries()) {
      const before = performance.now();
      await task();
      const time = (performance.now() - before) / 1000;
      if (round >= 0) least[i] = Math.min(least[i]!, time);
    }
  }
  return least;
}
