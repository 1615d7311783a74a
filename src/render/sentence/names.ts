import type { Plan } from '../../circuit/plan.ts';
import { measureOf } from '../../rollout/measure.ts';

/** What a signal measures, for a sentence: with the name of the signal where other queries measure the same. */
export function titleIn(plan: Plan, signal: string): string {
  const { title } = measureOf(plan, signal);
  const alike = plan.queries.filter(({ measure }) => measure?.title === title);
  return alike.length > 1 && title !== signal ? `${title} (${signal})` : title;
}
