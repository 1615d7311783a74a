import type { Direction } from '../../rollout/criterion.ts';
import type { HistoryFacts } from './facts.ts';

/** What alarms are counted by: the signal that a criterion looks at, and where it moves the ramp. */
export interface CriterionName {
  readonly signal: string;
  readonly criterion: string;
}

/** The criteria at these positions, each name once; an empty signal where no criterion was seen. */
export function namesOf(
  { criteria }: HistoryFacts,
  positions: readonly number[],
  direction: Direction,
): CriterionName[] {
  const signals = new Set(positions.map((position) => criteria[position]?.signal ?? ''));
  if (signals.size === 0) signals.add('');
  return [...signals].map((signal) => ({ signal, criterion: direction }));
}
