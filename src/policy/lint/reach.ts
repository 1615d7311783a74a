import { NEGATED, type Operator } from '../../rollout/criterion.ts';

/** A span of readings; infinite ends are open. */
interface Span {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

const INFINITE = Number.POSITIVE_INFINITY;

const below = (high: number, highOpen: boolean): Span => ({ low: -INFINITE, lowOpen: true, high, highOpen });
const above = (low: number, lowOpen: boolean): Span => ({ low, lowOpen, high: INFINITE, highOpen: true });

const SPANS: Readonly<Record<Operator, (threshold: number) => readonly Span[]>> = {
  lt: (t) => [below(t, true)],
  lte: (t) => [below(t, false)],
  gt: (t) => [above(t, true)],
  gte: (t) => [above(t, false)],
  eq: (t) => [{ low: t, high: t, lowOpen: false, highOpen: false }],
  neq: (t) => [below(t, true), above(t, true)],
};

/** One condition on a reading: `reading OPERATOR threshold`. */
export interface Condition {
  readonly operator: Operator;
  readonly threshold: number;
}

/** The readings for which both hold, as text (`between 75 and 100`); undefined when there are none. */
export function bothHold(one: Condition, other: Condition): string | undefined {
  const common = spansOf(one).flatMap((a) => spansOf(other).flatMap((b) => meet(a, b) ?? []));
  if (common.length === 0) return undefined;
  return common.map(spanText).join(' and ');
}

/** Whether `outer` holds for every reading for which `inner` does. */
export const covers = (outer: Condition, inner: Condition): boolean =>
  bothHold({ ...outer, operator: NEGATED[outer.operator] }, inner) === undefined;

/** Whether some reading of at least `minimum` satisfies it. */
export const canHold = (condition: Condition, minimum = -INFINITE): boolean =>
  spansOf(condition).some((span) => meet(span, above(minimum, !Number.isFinite(minimum))) !== undefined);

function spansOf({ operator, threshold }: Condition): readonly Span[] {
  if (Number.isNaN(threshold)) return [];
  return SPANS[operator](threshold);
}

function meet(a: Span, b: Span): Span | undefined {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const lowOpen = (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen);
  const highOpen = (a.high === high && a.highOpen) || (b.high === high && b.highOpen);
  if (low > high || (low === high && (lowOpen || highOpen))) return undefined;
  return { low, high, lowOpen, highOpen };
}

function spanText({ low, high, lowOpen, highOpen }: Span): string {
  if (low === high) return `at ${low}`;
  if (low === -INFINITE && high === INFINITE) return 'everywhere';
  if (low === -INFINITE) return highOpen ? `below ${high}` : `up to ${high}`;
  if (high === INFINITE) return lowOpen ? `above ${low}` : `from ${low} on`;
  return `between ${low} and ${high}`;
}
