import type { Plan } from '../../circuit/plan.ts';
import type { Criterion } from '../../rollout/criterion.ts';
import { driversOf, type InvertibleCriterion } from '../../rollout/drivers.ts';

/** A criterion that is drawn, behind an inverter or not. */
export type DrawnCriterion = Criterion & Partial<Pick<InvertibleCriterion, 'isInverted' | 'asks'>>;

/** The criteria by the column of their left side, each once; queries that no criterion looks at have none. */
export function criteriaBySignal(plan: Plan): Map<string, DrawnCriterion[]> {
  const bySignal = new Map<string, DrawnCriterion[]>();
  const criteriaOf = (signal: string): DrawnCriterion[] => {
    const known = bySignal.get(signal) ?? [];
    bySignal.set(signal, known);
    return known;
  };
  for (const { signal, criteria, behindInverter } of driversOf(plan)) {
    const drawn: DrawnCriterion[] = [...criteria, ...behindInverter];
    if (drawn.length === 0) criteriaOf(signal);
    for (const criterion of drawn) {
      const known = criteriaOf(criterion.lhs);
      if (!known.some((other) => isSame(other, criterion))) known.push(criterion);
    }
  }
  return bySignal;
}

const isSame = (a: DrawnCriterion, b: DrawnCriterion): boolean =>
  a.component === b.component && a.direction === b.direction && a.isInverted === b.isInverted;
