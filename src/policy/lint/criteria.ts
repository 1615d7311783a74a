import type { Report } from '../../circuit/compile/report.ts';
import { arithmeticCombinator } from '../../circuit/kinds/arithmetic-combinator.ts';
import type { Plan } from '../../circuit/plan.ts';
import { configOf } from '../../circuit/tree.ts';
import { type Criterion, DIRECTIONS, signOf } from '../../rollout/criterion.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { formatNumber } from '../../text/number.ts';
import { isMeterQuery } from './meter.ts';
import { bothHold, type Condition, canHold, covers } from './reach.ts';

/** A criterion as a condition on what it measures; `base` is what its threshold is a multiple of, empty for a plain number. */
interface Rated extends Condition {
  readonly criterion: Criterion;
  readonly base: string;
  /** The least reading there can be. */
  readonly least: number;
}

/** Criteria that contradict each other, never act, or always do; and a policy that has none to go back by. */
export function lintCriteria(plan: Plan, report: Report): void {
  const drivers = driversOf(plan);
  for (const driver of drivers) {
    const least = isMeterQuery(driver.query_string) ? 0 : Number.NEGATIVE_INFINITY;
    const rated = driver.criteria.flatMap((criterion) => rate(criterion, least, plan));
    for (const one of rated) lintAlone(one, report);
    for (const one of rated)
      for (const other of rated) if (isWeaker(one.criterion, other.criterion)) lintPair(one, other, report);
  }
  const ramp = rampOf(plan);
  if (ramp && !drivers.some(({ criteria }) => criteria.some(({ direction }) => direction !== 'forward'))) {
    report('LINT_NO_BRAKE', {}, ramp.pointer);
  }
}

/** Whether `one` cannot act while `other` holds. */
const isWeaker = (one: Criterion, other: Criterion): boolean =>
  DIRECTIONS.indexOf(one.direction) < DIRECTIONS.indexOf(other.direction);

function lintAlone(one: Rated, report: Report): void {
  const { criterion } = one;
  const least = one.least === 0 ? `${criterion.lhs} is never below 0` : 'no number satisfies it';
  if (!canHold(one, one.least)) {
    report(
      'LINT_NEVER',
      { direction: criterion.direction, condition: conditionOf(one), why: least },
      criterion.component.pointer,
    );
  } else if (criterion.direction !== 'forward' && covers(one, { operator: 'gte', threshold: one.least })) {
    report(
      'LINT_ALWAYS',
      { direction: criterion.direction, condition: conditionOf(one), why: least },
      criterion.component.pointer,
    );
  }
}

/** `strong` wins over `weak` when both hold. Backward and reset may hold together: that is how they are meant. */
function lintPair(weak: Rated, strong: Rated, report: Report): void {
  if (weak.base !== strong.base || weak.criterion.lhs !== strong.criterion.lhs || !canHold(weak, weak.least))
    return;
  const [direction, winner] = [weak.criterion.direction, strong.criterion.direction];
  if (covers(strong, weak)) {
    const why = `${winner} (${conditionOf(strong)}) holds whenever it does`;
    report('LINT_NEVER', { direction, condition: conditionOf(weak), why }, weak.criterion.component.pointer);
    return;
  }
  const where = direction === 'forward' ? bothHold(weak, strong) : undefined;
  if (!where) return;
  const scale = weak.base && where !== 'everywhere' ? `${where} times ${weak.base}` : where;
  report(
    'LINT_OVERLAP',
    { signal: weak.criterion.lhs, one: direction, other: winner, where: scale, winner },
    strong.criterion.component.pointer,
  );
}

/** The threshold of a criterion: a constant, or a constant multiple of a signal. Others say nothing that could be checked. */
function rate(criterion: Criterion, least: number, plan: Plan): Rated[] {
  const { operator, threshold } = criterion;
  if (threshold !== undefined) return [{ criterion, operator, threshold, base: '', least }];
  const key = criterion.component.in.rhs?.[0]?.signal;
  const product = plan.leaves.find(
    (leaf) => configOf(arithmeticCombinator, leaf)?.operator === 'mul' && leaf.out.output === key,
  );
  if (!product) return [];
  const [signal, constant] = [product.in.lhs?.[0], product.in.rhs?.[0]];
  if (signal?.signal === undefined || constant === undefined || constant.signal !== undefined) return [];
  return [
    { criterion, operator, threshold: constant.constant, base: signal.signal.replace(/^root\//, ''), least },
  ];
}

const conditionOf = ({ criterion, operator, threshold, base }: Rated): string =>
  `${criterion.lhs} ${signOf(operator)} ${formatNumber(threshold)}${base && ` x ${base}`}`;
