import { type DeciderConfig, decider } from '../circuit/kinds/decider.ts';
import type { Plan } from '../circuit/plan.ts';
import { isTrue, type Reading } from '../circuit/reading.ts';
import { type Component, columnName, configOf } from '../circuit/tree.ts';
import type { Seconds } from '../text/duration.ts';
import { type JsonReading, toJsonReading } from '../text/json-reading.ts';
import { type Criterion, type Direction, isMet, signOf } from './criterion.ts';
import { driversOf } from './drivers.ts';
import { type Cause, causesOf, readingOf } from './explain.ts';
import { measureOf } from './measure.ts';
import { timesAverage } from './setpoint.ts';

/** What made the ramp do what it did, as data: a comparison, a setting of the dynamic configuration, or a reading. */
export type Because = Compared | Setting | Read;

/** A reading of a signal; null is no value. */
export interface Read {
  readonly title: string;
  readonly signal: string;
  readonly value: JsonReading | null;
  readonly unit: string;
  /** Why it has no value, where that is known. */
  readonly problem?: string;
}

/** A comparison `value OPERATOR threshold`. */
export interface Compared extends Read {
  /** Where it moves the ramp; null where it is part of other logic. */
  readonly direction: Direction | null;
  /** `<`, `>=`. */
  readonly operator: string;
  readonly threshold: JsonReading | null;
  /** The signal that is the threshold; null where it is a constant. */
  readonly threshold_signal: string | null;
  /** The threshold is so many times the moving average of the signal itself; null where it is something else. */
  readonly times_average: number | null;
  readonly met: boolean;
  /** For how long it must last before it counts, where it does not yet; 0 where it does. */
  readonly lasts_seconds: Seconds;
}

/** A key of the dynamic configuration, and what it is set to. */
export interface Setting {
  readonly key: string;
  readonly value: JsonReading | boolean | null;
}

/** Why a signal has the reading it has in a frame; see `explainSignal`. */
export type ConditionReader = (frame: Float64Array, key: string) => Because[];

/** Makes the function that reads the conditions of a plan; what does not depend on a frame is looked up once. */
export function conditionReader(plan: Plan): ConditionReader {
  const because = conditions(plan);
  return (frame, key) => {
    const readingAt: ReadingAt = (key) => readingOf(plan, frame, key);
    return causesOf(plan, frame, key).map((cause) => because(cause, readingAt));
  };
}

/** The reading of a signal by its key. */
type ReadingAt = (key: string) => Reading;

/** Makes the function that says of one signal what it is: a comparison, a setting, or its reading. */
export function conditions(
  plan: Plan,
): (of: Pick<Cause, 'key' | 'component'>, readingAt: ReadingAt) => Because {
  const criteria = new Map(
    driversOf(plan).flatMap((driver) => driver.criteria.map((one) => [one.component, one] as const)),
  );
  return ({ key, component }, readingAt) => {
    const config = component && configOf(decider, component);
    if (component && config)
      return compared({ plan, readingAt, component, config, criterion: criteria.get(component) });
    const [setting = NO_SETTING] = component?.kind.dynamic?.(component.config) ?? [];
    const reading = readingAt(key);
    if (setting.key === undefined) return read(plan, columnName(key), reading);
    const isTruth = component?.kind.meaning?.output === 'truth';
    return { key: setting.key, value: isTruth ? isTrue(reading) : json(reading) };
  };
}

const NO_SETTING = { key: undefined };

interface Comparing {
  readonly plan: Plan;
  readonly readingAt: ReadingAt;
  readonly component: Component;
  readonly config: DeciderConfig;
  readonly criterion: Criterion | undefined;
}

function compared({ plan, readingAt, component, config, criterion }: Comparing): Compared {
  const [left, right] = [component.in.lhs?.[0], component.in.rhs?.[0]];
  const [lhs, rhs] = [left, right].map((feed) =>
    feed?.signal === undefined ? (feed?.constant ?? Number.NaN) : readingAt(feed.signal),
  ) as [Reading, Reading];
  const met = isMet(config.operator, lhs, rhs);
  const isOn = isTrue(readingAt(component.out.output ?? ''));
  const waits = met ? config.true_for : config.false_for;
  return {
    direction: criterion?.direction ?? null,
    ...read(plan, left?.signal === undefined ? component.id : columnName(left.signal), lhs),
    operator: signOf(config.operator),
    threshold: json(rhs),
    threshold_signal: right?.signal === undefined ? null : columnName(right.signal),
    times_average: (criterion && timesAverage(criterion, plan)) ?? null,
    met,
    lasts_seconds: met === isOn ? 0 : waits,
  };
}

/** The reading of a trace column with what it is of. */
export const read = (plan: Plan, signal: string, value: Reading): Read => ({
  ...measureOf(plan, signal),
  signal,
  value: json(value),
});

const json = (reading: Reading): JsonReading | null =>
  Number.isNaN(reading) ? null : toJsonReading(reading);
