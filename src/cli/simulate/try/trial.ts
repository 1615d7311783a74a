import type { Plan } from '../../../circuit/plan.ts';
import { type Diagnostic, throwIfErrors } from '../../../errors/rollout-error.ts';
import { severalRamps } from '../../../rollout/ramp.ts';
import type { DynamicDocument } from '../../../run/dynamic-config.ts';
import { FaultCollector } from '../../fault-collector.ts';
import type { IO } from '../../io.ts';
import { compileChecked, type LoadedPolicy, readValues, type ValuesRequest } from '../../load-policy.ts';
import { eachOnce } from '../../settings/each-once.ts';
import { policyWith } from '../../settings/policy-with.ts';
import { initialDocument } from '../steering.ts';
import type { SteeringRequest } from '../steering-request.ts';
import type { Setting } from './settings.ts';

/** One setting, ready to run. */
export interface Trial {
  readonly setting: Setting;
  readonly loaded: LoadedPolicy;
  readonly plan: Plan;
  readonly initial: DynamicDocument | undefined;
  /** Warnings about its policy. */
  readonly warnings: readonly Diagnostic[];
}

export interface TrialsRequest {
  readonly policy: ValuesRequest;
  readonly settings: readonly Setting[];
  readonly steering: SteeringRequest;
}

/** The policy of every setting, from values that are read once. Throws what is wrong with any of them, each fault once. */
export async function loadTrials(request: TrialsRequest, io: IO): Promise<readonly Trial[]> {
  const values = await readValues(request.policy, io);
  const faults = new FaultCollector();
  const trials: Trial[] = [];
  for (const setting of request.settings) {
    const trial = await faults.collect(() => loadTrial(setting, values, request.steering, io));
    if (trial) trials.push(trial);
  }
  throwIfErrors(eachOnce(faults.diagnostics));
  return trials;
}

async function loadTrial(
  setting: Setting,
  { text, request }: Awaited<ReturnType<typeof readValues>>,
  steering: SteeringRequest,
  io: IO,
): Promise<Trial> {
  const loaded = await policyWith(text, request, setting);
  const { plan, diagnostics } = await compileChecked(loaded);
  const initial = await initialDocument(steering, plan, io);
  return { setting, loaded, plan, initial, warnings: [...diagnostics, ...severalRamps(plan)] };
}
