import type { Plan } from '../../circuit/plan.ts';
import { isMeterQuery } from '../../policy/meter-query.ts';

/** The unit of a reading: what the query of a latency driver gives is in milliseconds. Empty where it is unknown. */
export function unitOf(plan: Plan, signal: string): 'ms' | '' {
  const query = plan.queries.find((one) => one.signal === signal);
  return query && isMeterQuery(query.query_string) ? 'ms' : '';
}

/** A number with its unit: `100 ms`; the number alone where the unit is unknown. */
export const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`);
