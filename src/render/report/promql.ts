import type { Plan } from '../../circuit/plan.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { copiedQuery } from '../page/copied-code.ts';

/** The queries that a plotted signal comes from, as they were asked, each with a button that copies it. */
export function queriesBeside(plan: Plan, column: string): string {
  const drivers = driversOf(plan).filter(
    ({ signal, criteria }) => signal === column || criteria.some(({ lhs }) => lhs === column),
  );
  return drivers.map(({ query_string }) => copiedQuery(query_string)).join('');
}
