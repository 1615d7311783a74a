import type { Measure, Plan } from '../circuit/plan.ts';

/** What the readings of a trace column are of; its name and no unit where nothing is known. */
export function measureOf(plan: Plan, signal: string): Measure {
  const query = plan.queries.find((one) => one.signal === signal);
  return query?.measure ?? { title: signal, unit: '' };
}
