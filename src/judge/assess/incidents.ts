import { studentQuantile } from '../../numerics/student.ts';
import { formatMoment } from '../../text/time.ts';
import type { IncidentResult, IncidentsCaught } from '../assessment.ts';
import { NEVER } from '../outcome.ts';
import { orderStatistic } from '../statistics/order.ts';
import { rounded } from '../statistics/rounded.ts';
import { wilson } from '../statistics/wilson.ts';
import type { AssessmentInput } from './input.ts';

/** A share of fewer incidents has no interval. */
export const MIN_INCIDENTS = 5;

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

/** How many incidents were caught, of those that met a rehearsal; undefined without incidents. */
export function incidentsCaught(incidents: readonly IncidentResult[]): IncidentsCaught | undefined {
  if (incidents.length === 0) return undefined;
  const met = incidents.filter(({ rehearsals }) => rehearsals > 0);
  const count = met.filter(({ rehearsals, caught }) => 2 * caught >= rehearsals).length;
  return { count, of: met.length, interval: intervalOf(count, met.length) };
}

function intervalOf(count: number, of: number): IncidentsCaught['interval'] {
  if (of < MIN_INCIDENTS) return null;
  const [low, high] = wilson(count / of, of, studentQuantile(0.975, of - 1));
  return [rounded(low), rounded(high)];
}
