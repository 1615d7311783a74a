import { formatMoment } from '../../text/time.ts';
import type { IncidentResult } from '../assessment.ts';
import { NEVER } from '../outcome.ts';
import { orderStatistic } from '../statistics/order.ts';
import { rounded } from '../statistics/rounded.ts';
import type { AssessmentInput } from './input.ts';

/** Incident by incident: how many of the rehearsals under way caught it, and after how long, over all of them. */
export function incidentsOf({ facts, incidents, rehearsals }: AssessmentInput): IncidentResult[] {
  const { start, interval } = facts;
  const judged = rehearsals.flatMap((one) => one.incidents);
  return incidents.map(({ name, from, to }, position) => {
    const delays = judged
      .filter(({ incident }) => incident === position)
      .map((one) =>
        one.reset === NEVER
          ? Number.POSITIVE_INFINITY
          : rounded(start + (one.start + one.reset) * interval - from),
      );
    return {
      name,
      from: formatMoment(from),
      to: formatMoment(to),
      rehearsals: delays.length,
      caught: delays.filter(Number.isFinite).length,
      delay_seconds: { p50: orderStatistic(delays, 50), p95: orderStatistic(delays, 95) },
    };
  });
}
