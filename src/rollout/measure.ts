import type { Measure, Plan } from '../circuit/plan.ts';

/** What the readings of a trace column are of; its name and no unit where nothing is known. */
export function measureOf(plan: Plan, signal: string): Measure {
  const query = plan.queries.find((one) => one.signal === signal);
  return query?.measure ?? { title: signal, unit: '' };
}

/** What a signal measures, with its name beside it: `average latency (AVERAGE_LATENCY_0)`; the name alone where no more is known. */
export function namedMeasure(plan: Plan, signal: string): string {
  const { title } = measureOf(plan, signal);
  return title === signal ? signal : `${title} (${signal})`;
}
