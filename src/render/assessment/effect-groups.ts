import type { InjectionResult } from '../../judge/assessment.ts';
import { type Effect, readEffect } from './effect.ts';

/** An injection with its effect read. */
export interface SizedInjection {
  readonly effect: Effect;
  readonly result: InjectionResult;
}

/** Injections that differ in nothing but the size of their effect, the smallest first. */
export interface EffectGroup {
  readonly signal: string;
  readonly operator: Effect['operator'];
  readonly share: string;
  readonly rest: string;
  readonly injections: readonly SizedInjection[];
}

/** The injections of an assessment in groups, in the order in which each group came. */
export function effectGroups(injections: readonly InjectionResult[]): EffectGroup[] {
  const groups = new Map<string, SizedInjection[]>();
  for (const result of injections) {
    const effect = readEffect(result.effect);
    if (!effect) continue;
    const key = JSON.stringify([effect.signal, effect.operator, isRaised(effect), result.share, effect.rest]);
    groups.set(key, [...(groups.get(key) ?? []), { effect, result }]);
  }
  return [...groups.values()].map((group) => {
    const [{ effect, result }] = group as [SizedInjection];
    const { signal, operator, rest } = effect;
    return { signal, operator, share: result.share, rest, injections: group.sort(bySize) };
  });
}

/** Larger effects are further from no effect; of two that set a value, the greater is called larger. */
const bySize = (a: SizedInjection, b: SizedInjection): number => sizeOf(a.effect) - sizeOf(b.effect);

const isRaised = ({ operator, value }: Effect): boolean => {
  if (operator === 'x') return value >= 1;
  return operator === '=' || value >= 0;
};

function sizeOf({ operator, value }: Effect): number {
  if (operator === 'x') return Math.abs(Math.log(Math.max(value, Number.MIN_VALUE)));
  return operator === '+' ? Math.abs(value) : value;
}
