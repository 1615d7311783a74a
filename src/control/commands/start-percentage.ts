import { compile } from '../../circuit/compile.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { ReadFrozen } from '../state/frozen-file.ts';

/** What a reset leaves of a rollout, in percent; 0 where its policy cannot be read. */
export function startPercentage(frozen: ReadFrozen): number {
  if (frozen.kind !== 'frozen' || frozen.frozen.rules.afterReset.isOff) return 0;
  const { circuit } = frozen.frozen.policy.spec;
  const { plan } = compile(circuit as Parameters<typeof compile>[0], (path) => ({ path }));
  return (plan && rampOf(plan)?.steps[0]?.target) ?? 0;
}
