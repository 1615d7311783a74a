import type { Plan } from '../../circuit/plan.ts';
import { type Criterion, type Operator, rightText, signOf } from '../../rollout/criterion.ts';
import { measureOf } from '../../rollout/measure.ts';
import { timesAverage } from '../../rollout/setpoint.ts';
import { formatNumber } from '../../text/number.ts';
import { titleIn } from './names.ts';

/** How a comparison reads when it is met and when it is not. */
const WORDS: Readonly<Record<Operator, { readonly met: string; readonly unmet: string }>> = {
  gt: { met: 'above', unmet: 'at or below' },
  gte: { met: 'at or above', unmet: 'below' },
  lt: { met: 'below', unmet: 'at or above' },
  lte: { met: 'at or below', unmet: 'above' },
  eq: { met: 'at', unmet: 'off' },
  neq: { met: 'off', unmet: 'at' },
};

/** A criterion that is met, in words: `average latency above 100 ms`. */
export const metText = (criterion: Criterion, plan: Plan): string =>
  worded(criterion, plan, WORDS[criterion.operator].met);

/** A criterion that is not met, in words: `average latency at or below 100 ms` for `> 100`. */
export const unmetText = (criterion: Criterion, plan: Plan): string =>
  worded(criterion, plan, WORDS[criterion.operator].unmet);

/** As charts name it: `forward < 75 ms`, `reset > 1.5 x its average`; `forward unless > 90 ms` behind an inverter. */
export const criterionText = (criterion: Criterion & { readonly isInverted?: boolean }, plan: Plan): string =>
  `${criterion.direction} ${unless(criterion)}${signOf(criterion.operator)} ${rightSide(criterion, plan)}`;

/** Not the opposite comparison: without a value a comparison does not hold, so that what is behind an inverter does. */
const unless = ({ isInverted = false }: { readonly isInverted?: boolean }): string =>
  isInverted ? 'unless ' : '';

/** With the left side: `average latency > 100 ms`. */
export const comparedText = (criterion: Criterion, plan: Plan): string =>
  worded(criterion, plan, signOf(criterion.operator));

const worded = (criterion: Criterion, plan: Plan, comparison: string): string =>
  `${titleIn(plan, criterion.lhs)} ${comparison} ${rightSide(criterion, plan)}`;

function rightSide(criterion: Criterion, plan: Plan): string {
  const times = timesAverage(criterion, plan);
  return times === undefined ? rightText(criterion, measureOf(plan, criterion.lhs).unit) : averageText(times);
}

/** `1.1 x its average`. */
export const averageText = (times: number): string => `${formatNumber(times)} x its average`;
