import type { Plan } from '../circuit/plan.ts';
import { holdForward, holdTicks } from '../rollout/forward-hold.ts';
import type { SourceFault } from '../source/source.ts';
import { formatSpoken } from '../text/duration.ts';
import type { Observer } from './observer.ts';
import type { QueryResults } from './query-results.ts';

/** What a gap changes in a run. */
export interface Passed {
  readonly plan: Plan;
  readonly frame: Float64Array;
  readonly observer: Observer;
  readonly results: QueryResults;
}

/**
 * Takes a fault of the source. From a gap on times are others, results may be too old, and nothing moves forward for as
 * long as a query looks back.
 */
export function noteFault(fault: SourceFault, { plan, frame, observer, results }: Passed): void {
  const { tick, kind, reason, shift, lost = [] } = fault;
  if (shift === undefined) {
    observer.note({ tick, kind, reason, frame });
    return;
  }
  const ticks = holdTicks(plan);
  holdForward(frame, ticks);
  observer.moveTimes(tick, shift);
  results.lose(frame, { tick, queries: lost, why: reason });
  const held = `nothing moves forward for ${formatSpoken(ticks * plan.interval)}`;
  observer.note({ tick, kind, reason: `${reason}; ${held}`, frame });
}
