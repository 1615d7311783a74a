import type { Plan } from '../../circuit/plan.ts';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { GatedRollout } from './gated-rollout.ts';
import type { SimulateRequest } from './request.ts';
import type { RunFiles } from './run-files.ts';

/** All that is known and open before the source is opened. */
export interface Rehearsal {
  readonly request: Pick<SimulateRequest, 'source' | 'steering' | 'outputs'>;
  readonly loaded: LoadedPolicy;
  readonly plan: Plan;
  /** The gates of a rollout file; undefined where none is named. */
  readonly gated?: GatedRollout;
  readonly initial: DynamicDocument | undefined;
  readonly files: RunFiles;
  /** Warnings about the policy. */
  readonly warnings: readonly Diagnostic[];
}
