import { and } from '../circuit/kinds/and.ts';
import { or } from '../circuit/kinds/or.ts';
import type { Plan } from '../circuit/plan.ts';
import type { Component } from '../circuit/tree.ts';
import { criteriaOf } from './drivers.ts';

/** How the forward criteria are joined: any one of them is enough, or all must hold. */
export interface ForwardRule {
  readonly when: 'any' | 'all';
  /** What joins them. */
  readonly component: Component;
}

/** The component that joins forward criteria and nothing else; undefined where there is none. */
export function forwardRuleOf(plan: Plan): ForwardRule | undefined {
  const criteria = new Set(criteriaOf(plan, 'forward').map(({ component }) => component.out.output));
  if (criteria.size === 0) return undefined;
  const joins = ({ in: { inputs = [] } }: Component): boolean =>
    inputs.length > 0 && inputs.every(({ signal }) => signal !== undefined && criteria.has(signal));
  const component = plan.tree.find((one) => (one.kind === or || one.kind === and) && joins(one));
  return component && { when: component.kind === and ? 'all' : 'any', component };
}
