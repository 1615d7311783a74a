import type { Plan } from '../circuit/plan.ts';
import { type Diagnostic, type Place, throwIfErrors } from '../errors/rollout-error.ts';
import { type Ramp, rampOf } from '../rollout/ramp.ts';
import type { ScenarioDocument } from '../source/scenario/document.ts';
import { type Scenario, scenario } from '../source/scenario.ts';
import type { Seconds } from '../text/duration.ts';
import { toPointer } from '../text/pointer.ts';
import { type DynamicDocument, lookUp } from './dynamic-config.ts';
import { checkDynamicKeys, checkDynamicValues, rootsOf } from './dynamic-keys.ts';
import type { RunListener } from './options.ts';

/** A scenario bound to a plan. `listener` keeps its pass-through values, which get the feature whatever the percentage. */
export interface BoundScenario extends Scenario {
  readonly diagnostics: readonly Diagnostic[];
  readonly listener: RunListener;
}

export interface BindOptions {
  /** The name of the scenario in the result. */
  readonly name: string;
  readonly plan: Plan;
  /** Wins over the scenario's own. */
  readonly duration?: Seconds;
  /** Where a part of the scenario was written, by JSON pointer. */
  readonly placeOf: (pointer: string) => Place;
}

/** Binds a scenario that has the shape of its schema to a plan. Throws what it finds wrong with it (SCENARIO_*, DYNAMIC_*). */
export function bindScenario(document: ScenarioDocument, options: BindOptions): BoundScenario {
  const { name, plan, duration, placeOf } = options;
  const ramp = rampOf(plan);
  let passThrough = ramp?.passThrough ?? [];
  const built = scenario(document, {
    name,
    interval: plan.interval,
    queries: plan.queries,
    rampDuration: ramp?.duration ?? 0,
    labelKey: ramp?.sampler.labelKey ?? '',
    passThrough: () => passThrough,
    duration,
    placeOf,
  });
  const diagnostics = throwIfErrors([...built.diagnostics, ...eventFaults(document, options)]);
  const onDocument = (dynamic: DynamicDocument) => {
    passThrough = passThroughIn(dynamic, ramp);
  };
  return { ...built.scenario!, diagnostics, listener: { onDocument } };
}

/** The label values that get the feature under a document: its own, else those of the policy. */
function passThroughIn(document: DynamicDocument, ramp: Ramp | undefined): readonly string[] {
  const key = ramp?.passThroughKey;
  const values = key === undefined ? undefined : lookUp(document, key);
  return Array.isArray(values) ? values.map(String) : (ramp?.passThrough ?? []);
}

function eventFaults({ events = [] }: ScenarioDocument, { plan, placeOf }: BindOptions): Diagnostic[] {
  const roots = rootsOf(plan.dynamic.map(({ key }) => key));
  return events.flatMap(({ dynamic_config = {} }, i) => {
    const placeOfKey = (key: string) => placeOf(toPointer(['events', i, 'dynamic_config', key]));
    return [
      ...checkDynamicKeys(dynamic_config, roots, placeOfKey),
      ...checkDynamicValues(dynamic_config, plan.dynamic, placeOfKey),
    ];
  });
}
