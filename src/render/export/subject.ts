import type { Plan } from '../../circuit/plan.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { GateRules } from '../../rollout/gates/rules.ts';
import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import { hasFractions } from './stages.ts';

/** A rollout that is written for another tool. */
export interface ExportSubject {
  /** Of its resources. */
  readonly name: string;
  readonly plan: Plan;
  /** Those of its rollout file, where it has one. */
  readonly rules: GateRules | undefined;
  /** The server that answers its queries. */
  readonly prometheus: string | undefined;
  /** The Deployment that is rolled out; that of the first selector where it is not said. */
  readonly workload: string | undefined;
}

/** Resources for another tool. */
export interface Exported {
  /** What to fill in. */
  readonly note: string;
  readonly resources: readonly object[];
  /** What the tool cannot say, in sentences. */
  readonly losses: readonly string[];
}

/** Throws EXPORT_NO_RAMP. */
export function rampIn({ plan, name }: ExportSubject): Ramp {
  const ramp = rampOf(plan);
  if (ramp?.steps.some(({ target }) => target > 0)) return ramp;
  throw fail('EXPORT_NO_RAMP', { policy: name });
}

/** `checkout` of the service `checkout.prod.svc`. */
export function workloadOf({ workload, name }: ExportSubject, ramp: Ramp): string {
  if (workload !== undefined) return workload;
  const [selector] = ramp.sampler.selectors as readonly { readonly service?: unknown }[];
  if (typeof selector?.service !== 'string') return name;
  const service = selector.service.split('.')[0]!;
  if (service === 'any' || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(service)) return name;
  return service;
}

export const DEFAULT_PROMETHEUS = 'http://prometheus.monitoring:9090';

/** What no tool that moves the requests of a Deployment has. */
export function commonLosses({ rules }: ExportSubject, ramp: Ramp, isGradual: boolean): string[] {
  const { labelKey } = ramp.sampler;
  const losses: string[] = [];
  if (labelKey !== '')
    losses.push(`users who keep their side: requests are split by chance, not by ${labelKey}`);
  if (ramp.passThrough.length > 0) losses.push('label values that always get the feature');
  if (isGradual) losses.push('gradual steps: a weight stays for the duration of the step and then jumps');
  const keys = rules ? keysOf(rules) : [];
  if (keys.length > 0) losses.push(`${keys.join(', ')} of the rollout file`);
  if (hasFractions(ramp.steps)) losses.push('parts of a percent: weights are rounded down');
  return losses;
}

function keysOf(rules: GateRules): string[] {
  const said: Readonly<Record<string, boolean>> = {
    start: typeof rules.start === 'object',
    after_reset: rules.afterReset.climbs > 0,
    forward_only: rules.forwardOnly.length > 0,
    gates: rules.gates.length > 0,
    min_requests: rules.requestsPerStep > 0,
    bake: rules.bake > 0,
    give_up_after: rules.giveUpAfter !== undefined,
  };
  return Object.keys(said).filter((key) => said[key]);
}
