import type { Plan } from '../../circuit/plan.ts';
import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import { formatSpoken, parseDuration } from '../../text/duration.ts';
import { toDotted } from '../../text/pointer.ts';
import { roundingFaults } from './actuators.ts';
import type { RolloutDocument } from './document.ts';
import type { RolloutFile } from './rollout-file.ts';

/** Where the ramp of the policy is written: its file, or that of its values. */
export interface CheckedPlan {
  readonly plan: Plan;
  readonly policy: string;
}

/** What is wrong with a rollout file for the policy that it names. */
export function planFaults(rollout: RolloutFile, { plan, policy }: CheckedPlan): Diagnostic[] {
  const { document } = rollout;
  const placeOf = (pointer: string): Place => ({ at: document.locate(pointer), path: toDotted(pointer) });
  const ramp = rampOf(plan);
  if (!ramp) return [diagnostic('ROLLOUT_NO_RAMP', { policy }, { at: document.locate('') })];
  return [
    ...serverFault(rollout, plan),
    ...stepFaults(rollout, ramp.steps.length, placeOf),
    ...giveUpFault(rollout, ramp, placeOf),
    ...roundingFaults(rollout, ramp, placeOf),
  ];
}

function serverFault({ prometheus, document }: RolloutFile, { queries }: Plan): Diagnostic[] {
  if (prometheus || queries.length === 0) return [];
  const description = 'the server that answers the queries of the policy, as {url: http://localhost:9090}';
  return [
    diagnostic(
      'VALUES_MISSING_KEY',
      { path: '', key: 'prometheus', description },
      { at: document.locate('') },
    ),
  ];
}

function stepFaults(
  { document }: RolloutFile,
  steps: number,
  placeOf: (pointer: string) => Place,
): Diagnostic[] {
  const { approvals = [], gates = [] } = document.value as RolloutDocument;
  const named = [
    ...approvals.map(({ before_step }, i) => [before_step, `/approvals/${i}/before_step`] as const),
    ...gates.map(({ before_step }, i) => [before_step, `/gates/${i}/before_step`] as const),
  ];
  return named.flatMap(([step, pointer]) => {
    const place = placeOf(pointer);
    if (step <= steps) return [];
    return [diagnostic('ROLLOUT_STEP', { path: place.path ?? '', step, steps }, place)];
  });
}

function giveUpFault(
  { document }: RolloutFile,
  ramp: Ramp,
  placeOf: (pointer: string) => Place,
): Diagnostic[] {
  const after = (document.value as RolloutDocument).give_up_after?.after;
  const seconds = parseDuration(after ?? '');
  if (seconds === undefined || seconds > ramp.duration) return [];
  const place = placeOf('/give_up_after/after');
  const why = `is ${formatSpoken(seconds)}, and the ramp alone takes ${formatSpoken(ramp.duration)}`;
  const params = { path: place.path ?? '', why, fix: 'give it longer than the ramp takes' };
  return [diagnostic('ROLLOUT_CONTRADICTION', params, place)];
}
