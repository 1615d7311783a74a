import {
  and,
  boolVariable,
  firstValid,
  inverter,
  loadRamp,
  or,
  type Port,
  type RawComponent,
  signal,
} from '../../policy/build.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Origin, Rendered } from '../rendered.ts';
import { type Counts, fluxMeterOf, renderDriver } from './drivers.ts';
import { driversOf, type FeatureRolloutPolicy, type FeatureRolloutValues } from './values.ts';

interface Part {
  readonly component: RawComponent;
  readonly origins: readonly Origin[];
}

/** Values of a feature rollout -> the policy, and which value caused each part of it. */
export function renderFeatureRollout({ policy }: FeatureRolloutValues): Rendered {
  const counts: Counts = { forward: 0, backward: 0, reset: 0 };
  const parts = [
    ...driverParts(policy, counts),
    ...decisionParts(policy, counts),
    ...policy.components.map((component, i) => part(component, `/policy/components/${i}`, '')),
  ];
  const rendered: Policy = {
    circuit: {
      evaluation_interval: policy.evaluation_interval,
      components: parts.map(({ component }) => component),
    },
    resources: resourcesOf(policy),
  };
  const origins = parts.flatMap(({ origins }, i) =>
    origins.map((origin) => ({ ...origin, policy: `/circuit/components/${i}${origin.policy}` })),
  );
  return { policyName: policy.policy_name, policy: rendered, origins: [...CIRCUIT_ORIGINS, ...origins] };
}

const CIRCUIT_ORIGINS: readonly Origin[] = [
  { policy: '', values: '/policy' },
  { policy: '/circuit/evaluation_interval', values: '/policy/evaluation_interval' },
  { policy: '/resources', values: '/policy/resources', verbatim: true },
];

/** A component caused by the value at `values`; below `verbatim` it is that value unchanged. */
function part(component: RawComponent, values: string, verbatim?: string): Part {
  const caused: Origin = { policy: '', values };
  if (verbatim === undefined) return { component, origins: [caused] };
  const copied: Origin = { policy: verbatim, values, verbatim: true };
  return { component, origins: verbatim === '' ? [copied] : [caused, copied] };
}

const driverParts = (policy: FeatureRolloutPolicy, counts: Counts): Part[] =>
  driversOf(policy).flatMap((driver) =>
    renderDriver(driver, policy, counts).map(({ component, from }) =>
      part(component, `/policy/drivers/${driver.list}/${driver.index}${from}`),
    ),
  );

/** From the signals of the criteria to the ramp: what holds, what resets, what moves. */
function decisionParts(policy: FeatureRolloutPolicy, counts: Counts): Part[] {
  const numbered = (name: 'FORWARD' | 'BACKWARD' | 'RESET', count: number) =>
    Array.from({ length: count }, (_, i) => signal(`${name}_${i}`));
  const forward = counts.forward > 0;
  const one = { constant_signal: { value: 1 } };
  const whole = '/policy';
  return [
    part(boolVariable(policy.rollout, 'rollout', 'USER_ROLLOUT_CONTROL'), '/policy/rollout'),
    part(boolVariable(false, 'reset', 'USER_RESET_CONTROL'), whole),
    part(or(numbered('BACKWARD', counts.backward), 'BACKWARD_INTENT'), whole),
    part(or([...numbered('RESET', counts.reset), signal('USER_RESET_CONTROL')], 'RESET'), whole),
    ...(forward ? [forwardIntent(policy, numbered('FORWARD', counts.forward))] : []),
    part(inverter(signal('BACKWARD_INTENT'), 'INVERTED_BACKWARD_INTENT'), whole),
    part(firstValid([signal('INVERTED_BACKWARD_INTENT'), one], 'NOT_BACKWARD'), whole),
    part(inverter(signal('RESET'), 'INVERTED_RESET'), whole),
    part(firstValid([signal('INVERTED_RESET'), one], 'NOT_RESET'), whole),
    part(and(forwardConditions(forward).map(signal), 'FORWARD'), whole),
    part(and([signal('BACKWARD_INTENT'), signal('NOT_RESET')], 'BACKWARD'), whole),
    part(ramp(policy), '/policy/load_ramp', '/flow_control/load_ramp/parameters'),
  ];
}

/** One forward criterion that holds is enough, unless the values say that all must. */
function forwardIntent({ forward_when }: FeatureRolloutPolicy, criteria: readonly Port[]): Part {
  const join = forward_when === 'all' ? and : or;
  return part(join(criteria, 'FORWARD_INTENT'), forward_when ? '/policy/forward_when' : '/policy');
}

/** Without a forward criterion the ramp moves whenever nothing holds it. */
const forwardConditions = (forward: boolean): string[] => [
  'NOT_BACKWARD',
  'NOT_RESET',
  'USER_ROLLOUT_CONTROL',
  ...(forward ? ['FORWARD_INTENT'] : []),
];

const ramp = (policy: FeatureRolloutPolicy): RawComponent =>
  loadRamp(
    policy.load_ramp,
    { forward: 'FORWARD', backward: 'BACKWARD', reset: 'RESET' },
    'pass_through_label_values',
  );

/**
 * The user's resources, with the flux meters of the drivers added; a driver's meter wins over one of the same
 * name.
 */
function resourcesOf(policy: FeatureRolloutPolicy): Record<string, unknown> {
  const given = policy.resources.flow_control ?? {};
  const meters = driversOf(policy).map((driver) => fluxMeterOf(driver, policy.policy_name));
  const own = Object.fromEntries(meters.filter((meter) => meter !== undefined));
  return {
    ...policy.resources,
    flow_control: { classifiers: [], ...given, flux_meters: { ...(given.flux_meters as object), ...own } },
  };
}
