import type { Plan } from '../../circuit/plan.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { type ForwardRule, forwardRuleOf } from '../../rollout/forward-rule.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { type RolloutSwitch, rolloutSwitchOf } from '../../rollout/rollout-switch.ts';
import type { Policy, PolicyResource } from '../policy.ts';
import { componentParts } from './components.ts';
import { coveredComponents, driverPart, meterOf } from './drivers.ts';
import { type Field, fieldsOf, textField, timeField } from './field.ts';
import { type Part, singlePart } from './part.ts';
import { rampSections } from './ramp.ts';

/** A policy with its compiled circuit, and what else its values say (the dashboard), if there are any. */
export interface ComparedPolicy {
  readonly resource: PolicyResource;
  readonly plan: Plan;
  readonly dashboard?: unknown;
}

/** The parts of a policy, section by section in the order in which differences are reported. */
export function sectionsOf({ resource, plan, dashboard }: ComparedPolicy): Part[][] {
  const ramp = rampOf(plan);
  const drivers = driversOf(plan);
  const meters = metersOf(resource.spec);
  const rollout = rolloutSwitchOf(plan);
  const covered = new Set(drivers.flatMap((driver) => coveredComponents(driver, plan)));
  const rule = forwardRuleOf(plan);
  for (const component of [ramp?.component, rollout?.component, rule?.component])
    if (component) covered.add(component);
  const used = new Set(drivers.map(meterOf));
  const unused = Object.fromEntries(Object.entries(meters).filter(([name]) => !used.has(name)));
  return [
    [policyPart(resource.metadata.name, plan, { rollout, rule })],
    ...rampSections(ramp),
    drivers.map((driver) => driverPart(driver, meters, plan)),
    componentParts(plan, drivers, covered),
    [singlePart('resources', fieldsOf(withMeters(resource.spec, unused)))],
    [singlePart('dashboard', fieldsOf(dashboard))],
  ];
}

interface PolicyParts {
  readonly rollout: RolloutSwitch | undefined;
  readonly rule: ForwardRule | undefined;
}

function policyPart(name: string, plan: Plan, { rollout, rule }: PolicyParts): Part {
  const fields = [
    textField('policy name', name),
    timeField('evaluation interval', plan.interval),
    textField('forward when', rule?.when ?? 'any'),
  ];
  if (rollout) fields.push(rolloutField(rollout));
  return { ...singlePart('policy', fields), labelOf: (field) => field };
}

const rolloutField = ({ isOn }: RolloutSwitch): Field =>
  textField('rollout at the start', isOn ? 'on' : 'off');

type Mapping = Readonly<Record<string, unknown>>;

const metersOf = ({ resources }: Policy): Mapping =>
  ((resources?.flow_control as Mapping | undefined)?.flux_meters as Mapping) ?? {};

const withMeters = ({ resources }: Policy, flux_meters: Mapping): Mapping => ({
  ...resources,
  flow_control: { ...(resources?.flow_control as Mapping | undefined), flux_meters },
});
