import type { Ticks } from '../text/duration.ts';
import type { History } from './history.ts';

/** The requests of the first ticks of a rehearsal, by the accept percentages they decided. A tick without traffic counts none. */
export function requestsOf(
  accepts: Float64Array,
  { start, ticks }: { readonly start: Ticks; readonly ticks: Ticks },
  { interval, traffic }: Pick<History, 'interval' | 'traffic'>,
): number | undefined {
  if (!traffic) return undefined;
  let requests = 0;
  for (let tick = 0; tick < ticks; tick++) {
    const perSecond = traffic[start + tick]!;
    if (!Number.isNaN(perSecond)) requests += perSecond * (accepts[tick]! / 100) * interval;
  }
  return requests;
}
