import type { Report } from '../../circuit/compile/context.ts';
import type { Plan } from '../../circuit/plan.ts';
import { columnName } from '../../circuit/tree.ts';
import { type Criterion, comparisonText, DIRECTIONS } from '../../rollout/criterion.ts';
import { criteriaOf, driversOf } from '../../rollout/drivers.ts';
import { measureOf, namedMeasure } from '../../rollout/measure.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { setpointOf } from '../../rollout/setpoint.ts';
import { withUnit } from '../../text/number.ts';
import { isMeterQuery } from '../meter-query.ts';
import { bothHold, type Condition, canHold, covers } from './reach.ts';

/** A criterion as a condition on what it measures. */
interface Rated extends Condition {
  readonly criterion: Criterion;
  /** What the threshold is a multiple of; empty for a plain number. */
  readonly base: string;
  /** The smallest reading there can be. */
  readonly minimum: number;
}

/**
 * Several forward criteria of which one is enough, where the values do not say that this is meant. `values` are those
 * of the policy; one that was written by hand says itself how it joins them.
 */
export function lintForwardWhen(values: unknown, plan: Plan, report: Report): void {
  const { policy } = (values ?? {}) as { readonly policy?: { readonly forward_when?: string } };
  if (!policy || policy.forward_when !== undefined) return;
  const criteria = criteriaOf(plan, 'forward');
  const last = criteria.at(-1);
  if (!last || criteria.length < 2) return;
  report('LINT_FORWARD_WHEN', { count: criteria.length }, last.component.pointer);
}

/** Criteria that contradict each other, never act, or always do; and a policy that has none to go back by. */
export function lintCriteria(plan: Plan, report: Report): void {
  const drivers = driversOf(plan);
  for (const { query_string, criteria } of drivers) {
    const minimum = isMeterQuery(query_string) ? 0 : Number.NEGATIVE_INFINITY;
    const rated = criteria.flatMap((criterion) => rate(criterion, minimum, plan));
    for (const one of rated) lintAlone(one, plan, report);
    for (const one of rated) for (const other of rated) lintPair([one, other], plan, report);
  }
  const canGoBack = drivers.some(({ criteria }) => criteria.some(({ direction }) => direction !== 'forward'));
  const ramp = rampOf(plan);
  if (ramp && !canGoBack) report('LINT_NO_BRAKE', {}, ramp.pointer);
}

/**
 * The threshold of a criterion: a constant, or a constant multiple of a signal. Nothing can be checked of any
 * other.
 */
function rate(criterion: Criterion, minimum: number, plan: Plan): Rated[] {
  const { operator, threshold } = criterion;
  if (threshold !== undefined) return [{ criterion, operator, threshold, base: '', minimum }];
  const setpoint = setpointOf(criterion, plan);
  if (!setpoint?.factor || setpoint.factor.signal !== undefined) return [];
  const base = columnName(setpoint.base);
  return [{ criterion, operator, threshold: setpoint.factor.constant, base, minimum }];
}

function lintAlone(one: Rated, plan: Plan, report: Report): void {
  const code = faultOf(one);
  if (!code) return;
  const { direction, lhs, component } = one.criterion;
  const why = one.minimum === 0 ? `${measureOf(plan, lhs).title} is never below 0` : 'no number satisfies it';
  report(code, { direction, condition: conditionText(one, plan), why }, component.pointer);
}

/** What is wrong with a criterion, whatever the others are; forward may always hold. */
function faultOf(one: Rated): 'LINT_NEVER' | 'LINT_ALWAYS' | undefined {
  if (!canHold(one, one.minimum)) return 'LINT_NEVER';
  if (one.criterion.direction === 'forward') return undefined;
  if (covers(one, { operator: 'gte', threshold: one.minimum })) return 'LINT_ALWAYS';
  return undefined;
}

/** Two criteria, the weaker one first. */
type Ranked = readonly [weak: Rated, strong: Rated];

/**
 * `strong` wins over `weak` when both hold. Backward and reset may hold together: that is how they are meant.
 */
function lintPair([weak, strong]: Ranked, plan: Plan, report: Report): void {
  if (!isWeaker(weak.criterion, strong.criterion) || !areComparable(weak, strong)) return;
  if (covers(strong, weak)) reportCovered([weak, strong], plan, report);
  else if (weak.criterion.direction === 'forward') lintOverlap([weak, strong], plan, report);
}

/** Whether `one` cannot act while `other` holds. */
const isWeaker = (one: Criterion, other: Criterion): boolean =>
  DIRECTIONS.indexOf(one.direction) < DIRECTIONS.indexOf(other.direction);

const areComparable = (weak: Rated, strong: Rated): boolean =>
  weak.base === strong.base && weak.criterion.lhs === strong.criterion.lhs && canHold(weak, weak.minimum);

function reportCovered([weak, strong]: Ranked, plan: Plan, report: Report): void {
  const { direction, component } = weak.criterion;
  const why = `${strong.criterion.direction} (${conditionText(strong, plan)}) holds whenever it does`;
  report('LINT_NEVER', { direction, condition: conditionText(weak, plan), why }, component.pointer);
}

function lintOverlap([forward, strong]: Ranked, plan: Plan, report: Report): void {
  const readings = bothHold(forward, strong);
  if (!readings) return;
  const { direction, component } = strong.criterion;
  const { lhs } = forward.criterion;
  report(
    'LINT_OVERLAP',
    {
      signal: namedMeasure(plan, lhs),
      one: 'forward',
      other: direction,
      where: whereText(readings, forward, plan),
      winner: direction,
    },
    component.pointer,
  );
}

/** The readings for which two criteria hold, with their unit, or as multiples of what they are compared with. */
function whereText(readings: string, { base, criterion }: Rated, plan: Plan): string {
  if (readings === 'everywhere') return readings;
  return base === '' ? withUnit(readings, measureOf(plan, criterion.lhs).unit) : `${readings} times ${base}`;
}

/** `average latency > 100 ms (AVERAGE_LATENCY_0)`. */
function conditionText({ criterion, operator, threshold, base }: Rated, plan: Plan): string {
  const { title, unit } = measureOf(plan, criterion.lhs);
  const comparison = comparisonText({ operator, threshold, rhs: undefined }, base === '' ? unit : '');
  const condition = base === '' ? `${title} ${comparison}` : `${title} ${comparison} x ${base}`;
  return title === criterion.lhs ? condition : `${condition} (${criterion.lhs})`;
}
