import { boolVariable } from '../../circuit/kinds/bool-variable.ts';
import { loadRamp } from '../../circuit/kinds/load-ramp.ts';
import type { Plan } from '../../circuit/plan.ts';
import { type Component, configOf, signalName } from '../../circuit/tree.ts';
import { DIRECTIONS } from '../../rollout/criterion.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { Subject } from '../diff.ts';
import type { Policy } from '../policy.ts';
import { portrayDrivers } from './driver.ts';
import { type Entity, percent, type Trait, time, traitsOf, word } from './entity.ts';

/** Kinds that only combine conditions: what goes in and out of them follows from the drivers. */
const LOGIC = new Set(['or', 'and', 'inverter', 'first_valid']);

/** A policy as the things it consists of, in the order in which a report tells of them. */
export function portray({ resource, plan, dashboard }: Subject): Entity[] {
  const meters = metersOf(resource.spec);
  const drivers = portrayDrivers(plan, meters, 3);
  const own = Object.fromEntries(Object.entries(meters).filter(([name]) => !drivers.meters.has(name)));
  const rollout = plan.tree.find((component) => configOf(boolVariable, component)?.config_key === 'rollout');
  const whole: Trait[] = [
    word('policy name', resource.metadata.name),
    time('evaluation interval', plan.interval),
    ...(rollout
      ? [word('rollout at the start', configOf(boolVariable, rollout)?.constant_output ? 'on' : 'off')]
      : []),
  ];
  const told = new Set([...drivers.told, ...(rollout ? [rollout] : [])]);
  return [
    thing('policy', 0, whole, (trait) => trait),
    ...portrayRamp(plan),
    ...drivers.entities,
    ...portrayRest(plan, told),
    thing('resources', 5, traitsOf(withMeters(resource.spec, own))),
    thing('dashboard', 6, traitsOf(dashboard)),
  ];
}

const thing = (
  subject: string,
  rank: number,
  traits: readonly Trait[],
  nameOf = (trait: string) => `${subject}: ${trait}`,
): Entity => ({
  kind: subject,
  subject,
  rank,
  summary: '',
  traits,
  nameOf,
});

function portrayRamp(plan: Plan): Entity[] {
  const ramp = rampOf(plan);
  if (!ramp) return [];
  const stages = ramp.steps.map((step, i): Entity => {
    const [target, duration] = [percent('', step.target), time('duration', step.duration)];
    const subject = `step ${i + 1}`;
    return {
      kind: 'step',
      subject,
      rank: 1,
      summary: `${target.text} in ${duration.text}`,
      traits: [target, duration],
      nameOf: (trait) => (trait ? `${trait} of ${subject}` : subject),
    };
  });
  const ports = DIRECTIONS.flatMap((port) => {
    const feed = ramp.component.in[port]?.[0];
    return feed
      ? [word(`${port} signal`, feed.signal === undefined ? feed.text : signalName(feed.signal))]
      : [];
  });
  const { parameters, pass_through_label_values, pass_through_label_values_config_key } = configOf(
    loadRamp,
    ramp.component,
  )!;
  const { sampler } = parameters;
  const rest = traitsOf({ sampler, pass_through_label_values, pass_through_label_values_config_key });
  return [...stages, thing('load ramp', 2, [...rest, ...ports])];
}

/** Components that are neither drivers nor the ramp; logic over criteria is told of only where its kind changes. */
function portrayRest(plan: Plan, told: ReadonlySet<Component>): Entity[] {
  const derived = derivedKeys(plan, told);
  const ramp = rampOf(plan)?.component;
  const seen = new Map<string, number>();
  return plan.tree
    .filter((component) => component !== ramp && !told.has(component))
    .map((component): Entity => {
      const outputs = Object.values(component.out).map(signalName).join(', ');
      const base = `component ${outputs || component.name}`;
      const nth = (seen.get(base) ?? 0) + 1;
      seen.set(base, nth);
      const subject = nth === 1 ? base : `${base} (${nth})`;
      if (isDerived(component, derived))
        return { ...thing(subject, 4, [word('kind', component.kind.kind)]), follows: true };
      const config = LOGIC.has(component.kind.kind)
        ? withoutInputs(component.config as object)
        : component.config;
      const traits = [
        word('kind', component.kind.kind),
        ...traitsOf(config),
        ...inputTraits(component, derived),
      ];
      return { ...thing(subject, 4, traits), summary: component.kind.kind, likeness: JSON.stringify(traits) };
    });
}

const withoutInputs = ({ in_ports: _, ...rest }: { readonly in_ports?: unknown }): object => rest;

/** What a piece of logic reads besides criteria, in any order. */
function inputTraits(component: Component, derived: ReadonlySet<string>): Trait[] {
  if (!LOGIC.has(component.kind.kind)) return [];
  const feeds = Object.values(component.in).flat();
  const names = feeds.flatMap((feed) =>
    feed.signal === undefined ? feed.text : derived.has(feed.signal) ? [] : signalName(feed.signal),
  );
  return [word('inputs', names.sort().join(', '))];
}

/** Signals that follow from the criteria alone. */
function derivedKeys(plan: Plan, told: ReadonlySet<Component>): Set<string> {
  const derived = new Set(
    [...told].filter(({ kind }) => kind.kind === 'decider').flatMap(({ out }) => Object.values(out)),
  );
  for (let before = -1; before !== derived.size; ) {
    before = derived.size;
    for (const component of plan.tree) {
      if (!LOGIC.has(component.kind.kind) || !isFed(component, derived)) continue;
      for (const key of Object.values(component.out)) derived.add(key);
    }
  }
  return derived;
}

const isFed = (component: Component, derived: ReadonlySet<string>): boolean =>
  Object.values(component.in)
    .flat()
    .every((feed) => feed.signal === undefined || derived.has(feed.signal));

const isDerived = (component: Component, derived: ReadonlySet<string>): boolean =>
  LOGIC.has(component.kind.kind) && Object.values(component.out).every((key) => derived.has(key));

const metersOf = ({ resources }: Policy): Readonly<Record<string, unknown>> =>
  ((resources?.flow_control as Record<string, unknown> | undefined)?.flux_meters as Record<
    string,
    unknown
  >) ?? {};

function withMeters({ resources }: Policy, flux_meters: unknown): unknown {
  return { ...resources, flow_control: { ...(resources?.flow_control as object), flux_meters } };
}
