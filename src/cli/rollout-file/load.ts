import type { Plan } from '../../circuit/plan.ts';
import { planFaults } from '../../control/rollout-file/check-plan.ts';
import { readRolloutFile } from '../../control/rollout-file/read.ts';
import type { RolloutFile } from '../../control/rollout-file/rollout-file.ts';
import { type Diagnostic, throwIfErrors } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { compileChecked, type LoadedPolicy, loadPolicy } from '../load-policy.ts';

/** A rollout file that was read, with the policy that it names, compiled. */
export interface LoadedRollout {
  readonly rollout: RolloutFile;
  readonly loaded: LoadedPolicy;
  readonly plan: Plan;
  /** Warnings about the policy. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a rollout file and its policy. Throws RolloutError with what is wrong in the one, or then in the other. */
export async function loadRollout(
  file: string,
  blueprints: string | undefined,
  io: IO,
): Promise<LoadedRollout> {
  const rollout = await readRolloutFile(await io.read(file), file);
  const { policy } = rollout;
  const loaded = await loadPolicy('policyFile' in policy ? policy : { ...policy, blueprints }, io);
  const { plan, diagnostics } = await compileChecked(loaded);
  throwIfErrors(planFaults(rollout, { plan, policy: loaded.name }));
  return { rollout, loaded, plan, diagnostics };
}
