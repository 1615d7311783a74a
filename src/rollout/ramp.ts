import { type LoadRampConfig, loadRamp, placesOf } from '../circuit/kinds/load-ramp.ts';
import { sampler } from '../circuit/kinds/sampler.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Component, columnName, configOf } from '../circuit/tree.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import type { Direction } from './criterion.ts';
import { type RampReadings, readingsOf } from './ramp-readings.ts';

/** One step of the ramp: the accept percentage it leads to, and how long it takes when nothing holds it. */
export interface RampStep {
  readonly target: number;
  readonly duration: Seconds;
}

/**
 * Which requests the ramp samples, and the flow label it distinguishes them by; an empty `labelKey` samples
 * at random.
 */
export interface Sampler {
  readonly selectors: readonly unknown[];
  readonly labelKey: string;
}

/** The load ramp of a plan as data, and its readings as functions of a run's frame. */
export interface Ramp extends RampReadings {
  readonly id: string;
  /** JSON pointer of what the user wrote, inside the policy. */
  readonly pointer: string;
  readonly component: Component;
  readonly steps: readonly RampStep[];
  /** Of all steps together. */
  readonly duration: Seconds;
  /** The signals that drive it, by key; undefined where a port is unconnected or constant. */
  readonly keys: Readonly<Record<Direction, string | undefined>>;
  /** Trace columns of what it puts out. */
  readonly columns: { readonly accept: string; readonly atStart: string; readonly atEnd: string };
  readonly sampler: Sampler;
  /**
   * Label values that always get the feature, and the key of the dynamic configuration that replaces them.
   */
  readonly passThrough: readonly string[];
  readonly passThroughKey: string | undefined;
}

/** The load ramp a policy is about: the first in component order, however deep. */
export function rampOf(plan: Plan): Ramp | undefined {
  const [component] = loadRampsIn(plan.tree);
  const config = component && configOf(loadRamp, component);
  if (!config) return undefined;
  const { parameters, pass_through_label_values, pass_through_label_values_config_key } = config;
  const steps = parameters.steps.map(stepOf);
  const places = placesOf(component.id);
  return {
    id: component.id,
    pointer: component.pointer,
    component,
    steps,
    duration: steps.reduce((sum, { duration }) => sum + duration, 0),
    keys: {
      forward: component.in.forward?.[0]?.signal,
      backward: component.in.backward?.[0]?.signal,
      reset: component.in.reset?.[0]?.signal,
    },
    columns: {
      accept: columnName(places.keys.accept_percentage),
      atStart: columnName(places.keys.at_start),
      atEnd: columnName(places.keys.at_end),
    },
    sampler: {
      selectors: parameters.sampler?.selectors ?? [],
      labelKey: parameters.sampler?.label_key ?? '',
    },
    passThrough: pass_through_label_values ?? [],
    passThroughKey: pass_through_label_values_config_key,
    ...readingsOf(plan, places),
  };
}

const stepOf = (step: LoadRampConfig['parameters']['steps'][number]): RampStep => ({
  target: step.target_accept_percentage,
  duration: step.duration,
});

/** Trace column of the accept percentage: what the ramp puts out, or what the first sampler reads. */
export function acceptColumn(plan: Plan): string | undefined {
  const ramp = rampOf(plan);
  if (ramp) return ramp.columns.accept;
  const first = plan.outputs.find((leaf) => leaf.kind === sampler);
  const key = first?.in.accept_percentage?.[0]?.signal;
  return key === undefined ? undefined : columnName(key);
}

/** A warning where a policy has more ramps than the one a run is about. */
export function severalRamps(plan: Plan): Diagnostic[] {
  const ramps = loadRampsIn(plan.tree);
  if (ramps.length < 2) return [];
  return [diagnostic('SEVERAL_RAMPS', { count: ramps.length, followed: ramps[0]!.id })];
}

/** The load ramps of a circuit in component order, however deep. */
export const loadRampsIn = (components: readonly Component[]): Component[] =>
  components.flatMap((component) =>
    component.kind === loadRamp ? [component] : loadRampsIn(component.children),
  );
