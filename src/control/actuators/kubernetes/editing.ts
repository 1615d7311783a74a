import type { Diagnostic } from '../../../errors/rollout-error.ts';
import type { Decision } from '../../decision.ts';
import type { ResourceName } from '../../kubernetes/resource.ts';
import type { Operation, Resource } from './mark.ts';

/** What a resource says of a target. */
export interface Sight {
  /** In force, after rounding; undefined where that cannot be said. */
  readonly percentage: number | undefined;
  /** Why somebody else has it in hand: nothing is raised then. */
  readonly foreign?: Diagnostic;
  /** The operations that make it this rounded decision, with tests of what was read. Throws plain errors in words. */
  edit(decision: Decision): readonly Operation[];
}

/** How one kind of target lies in a resource. */
export interface Editing {
  readonly kind: string;
  readonly resource: Pick<ResourceName, 'apiVersion' | 'resource'>;
  /** Which of several of a resource. */
  readonly part: string;
  readonly flag: string;
  /** Whether it can be told whom a pass-through names. */
  readonly takesPassThrough: boolean;
  round(percentage: number): number;
  /** Throws RolloutError and FlagFault where it has no such target. */
  look(resource: Resource): Sight;
}
