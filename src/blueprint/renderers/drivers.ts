import { query, type RawComponent } from '../../policy/build.ts';
import type { Meter } from '../../policy/meter-query.ts';
import { DIRECTIONS, type Direction } from '../../rollout/criterion.ts';
import { driverKinds } from './driver-kinds.ts';
import type { DriverList, FeatureRolloutPolicy, ListedDriver } from './values.ts';

/** A rendered component and the part of a driver it stands for (`/criteria/forward`). */
export interface DriverPart {
  readonly component: RawComponent;
  readonly from: string;
}

/** How many signals of each direction all drivers so far put out: `FORWARD_0`, `FORWARD_1` ... */
export type Counts = Record<Direction, number>;

/** The components of a driver: query, average, then its criteria. Counts up `counts`. */
export function renderDriver(
  { list, index, driver }: ListedDriver,
  policy: Pick<FeatureRolloutPolicy, 'policy_name' | 'evaluation_interval'>,
  counts: Counts,
): DriverPart[] {
  const kind = driverKinds[list];
  const reading = `${kind.signal}_${index}`;
  const text = kind.query(driver, meterOf(list, index, policy.policy_name));
  const parts: DriverPart[] = [
    { component: query(text, reading, policy.evaluation_interval), from: kind.meter ? '' : '/query_string' },
    ...kind.prepare(driver, reading).map((component) => ({ component, from: '/ema' })),
  ];
  for (const direction of DIRECTIONS) {
    const criterion = driver.criteria?.[direction];
    if (!criterion) continue;
    const output = nextOutput(direction, counts);
    const components = kind.condition({ ...criterion, direction, index, output });
    parts.push(...components.map((component) => ({ component, from: `/criteria/${direction}` })));
  }
  return parts;
}

/** `FORWARD_0` for the first forward criterion of a policy, and so on. */
function nextOutput(direction: Direction, counts: Counts): string {
  const output = `${direction.toUpperCase()}_${counts[direction]}`;
  counts[direction] += 1;
  return output;
}

/** The flux meter of a driver with its name; undefined for lists that have none. */
export function fluxMeterOf(
  { list, index, driver }: ListedDriver,
  policyName: string,
): readonly [name: string, meter: unknown] | undefined {
  const { meter } = driverKinds[list];
  return meter && [meterOf(list, index, policyName).name, meter.of(driver)];
}

const meterOf = (list: DriverList, index: number, policy: string): Meter => ({
  name: `${policy}/${driverKinds[list].meter?.name}/${index}`,
  policy,
});
