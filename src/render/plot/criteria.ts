import type { Plan } from '../../circuit/plan.ts';
import type { Criterion } from '../../rollout/criterion.ts';
import { driversOf } from '../../rollout/drivers.ts';

/** The criteria by the column of their left side, each once; queries that no criterion looks at have none. */
export function criteriaBySignal(plan: Plan): Map<string, Criterion[]> {
  const bySignal = new Map<string, Criterion[]>();
  const criteriaOf = (signal: string): Criterion[] => {
    const known = bySignal.get(signal) ?? [];
    bySignal.set(signal, known);
    return known;
  };
  for (const { signal, criteria } of driversOf(plan)) {
    if (criteria.length === 0) criteriaOf(signal);
    for (const criterion of criteria) {
      const known = criteriaOf(criterion.lhs);
      if (!known.some((other) => isSame(other, criterion))) known.push(criterion);
    }
  }
  return bySignal;
}

const isSame = (a: Criterion, b: Criterion): boolean =>
  a.component === b.component && a.direction === b.direction;
