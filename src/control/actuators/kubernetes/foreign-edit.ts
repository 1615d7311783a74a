import { formatNumber } from '../../../text/number.ts';
import type { Decision } from '../../decision.ts';
import type { Outcome } from '../actuator.ts';
import type { Sight } from './editing.ts';
import type { Mark } from './mark.ts';

/** That somebody else has set it: to less than it had confirmed, or to another percentage than its mark has. */
export function editText(found: number, confirmed: number, marked = found): string | undefined {
  const told = found < confirmed ? confirmed : marked;
  if (told === found) return undefined;
  return `somebody else set ${formatNumber(found)} %, it was told ${formatNumber(told)} %`;
}

/** What changed between two tries is not overwritten by more than it gives. */
export function meddled(
  { percentage }: Decision,
  sight: Sight,
  earlier: { before: number | undefined } | undefined,
) {
  if (!earlier || sight.percentage === earlier.before || percentage === 0) return undefined;
  return `somebody else changes it at the same time, to ${formatNumber(sight.percentage ?? 0)} %`;
}

/** What somebody else had raised it to, where the decision is less. */
export function raisedTo(
  { percentage }: Decision,
  { percentage: found }: Sight,
  mark: Mark | undefined,
): number | undefined {
  if (found === undefined || mark === undefined || found <= mark.percentage) return undefined;
  return found > percentage ? found : undefined;
}

export function withReplaced(outcome: Outcome, replaced: number | undefined): Outcome {
  if (outcome.kind !== 'confirmed' || replaced === undefined) return outcome;
  return { ...outcome, replaced };
}
