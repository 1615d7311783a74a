import type { Plan } from '../../circuit/plan.ts';
import { type Diagnostic, fail } from '../../errors/rollout-error.ts';
import type { Judged } from '../../judge/judged.ts';
import { rampOf, severalRamps } from '../../rollout/ramp.ts';
import { type DynamicDocument, steer } from '../../run/dynamic-config.ts';
import type { IO } from '../io.ts';
import { compileChecked, type LoadedPolicy, loadPolicy, type PolicyRequest } from '../load-policy.ts';
import { initialDocument } from '../simulate/steering.ts';
import type { SteeringRequest } from '../simulate/steering-request.ts';

/** A policy that is to be judged. */
export interface JudgedPolicy extends Judged {
  readonly loaded: LoadedPolicy;
  /** In force from the first tick of each rehearsal. */
  readonly document: DynamicDocument;
  /** Warnings about the policy. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads a policy whose rollout is started on the first tick of each rehearsal. Throws every fault of it, and ASSESS_NO_RAMP. */
export const loadJudged = async (
  policy: PolicyRequest,
  steering: SteeringRequest,
  io: IO,
): Promise<JudgedPolicy> => judgedPolicy(await loadPolicy(policy, io), steering, io);

/** The same of a policy that is loaded. */
export async function judgedPolicy(
  loaded: LoadedPolicy,
  steering: SteeringRequest,
  io: IO,
): Promise<JudgedPolicy> {
  const { plan, diagnostics } = await compileChecked(loaded);
  if (!rampOf(plan)) throw fail('ASSESS_NO_RAMP', { policy: loaded.name });
  const document = (await initialDocument({ ...steering, start: true }, plan, io)) ?? {};
  return {
    loaded,
    plan,
    frame: frameWith(plan, document),
    document,
    diagnostics: [...diagnostics, ...severalRamps(plan)],
  };
}

function frameWith(plan: Plan, document: DynamicDocument): Float64Array {
  const { frame } = plan.start();
  steer(plan, frame, document);
  return frame;
}
