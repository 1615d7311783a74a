import { forwardRuleOf } from '../../rollout/forward-rule.ts';
import type { Check } from './checks.ts';
import type { ExportSubject } from './subject.ts';

/** What a Rollout cannot say of the criteria of a policy. */
export function argoLosses(checks: readonly Check[], { plan }: ExportSubject): string[] {
  const has = (direction: string) => checks.some((check) => check.direction === direction);
  const losses = ['a Prometheus that does not answer: five errors in a row abort'];
  if (has('backward')) losses.push('steps back: the next weight waits while a backward criterion holds');
  if (has('forward'))
    losses.push(
      'holds within a step: the weight stays for its time, and the next one waits for the criteria',
    );
  if (has('reset')) losses.push('a reset to the first step: the rollout is aborted, to weight 0');
  if (forwardRuleOf(plan)?.when === 'any' && checks.filter((one) => one.direction === 'forward').length > 1)
    losses.push('any one of several forward criteria: all of them must hold');
  if (checks.some(({ direction, lasts }) => direction === 'reset' && lasts > 0))
    losses.push('a breach that lasts: measurements that fail are counted, in a row or not');
  return losses;
}
