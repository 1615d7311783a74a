import { constant, decider, ema, multiply, query, type RawComponent, signal } from '../../policy/build.ts';
import { averageQuery, type Meter, percentileQuery } from '../../policy/meter-query.ts';
import { DIRECTIONS, type Direction } from '../../rollout/criterion.ts';

/** The driver lists of a feature rollout, in the order in which they are rendered. */
export const DRIVER_LISTS = [
  'promql_drivers',
  'average_latency_drivers',
  'percentile_latency_drivers',
  'ema_latency_drivers',
] as const;
export type DriverList = (typeof DRIVER_LISTS)[number];

interface Criterion {
  readonly threshold: number;
  readonly operator: string;
  readonly latency_tolerance_multiplier: number;
}

/** One entry of any driver list, checked and filled; each list has its own of these keys. */
export interface Driver {
  readonly criteria?: Readonly<Partial<Record<Direction, Criterion>>>;
  readonly query_string: string;
  readonly selectors: readonly unknown[];
  readonly flux_meter: Readonly<Record<string, unknown>>;
  readonly percentile: number;
  readonly ema: unknown;
  readonly window: string;
}

/** A rendered component and the part of a driver it stands for (`/criteria/forward`). */
export interface DriverPart {
  readonly component: RawComponent;
  readonly from: string;
}

/** What a driver list means: its signal, its query over a flux meter, and how a criterion becomes a condition. */
interface DriverKind {
  readonly signal: string;
  /** The flux meter a driver brings along; promql drivers bring none. */
  readonly meter?: { readonly name: string; readonly of: (driver: Driver) => unknown };
  readonly query: (driver: Driver, meter: Meter) => string;
  readonly prepare?: (driver: Driver, reading: string) => RawComponent[];
  /** The components of one criterion; the last puts out `output`. */
  readonly condition: (
    criterion: Criterion,
    direction: Direction,
    index: number,
    output: string,
  ) => RawComponent[];
}

const OPERATORS: Readonly<Record<Direction, string>> = { forward: 'lt', backward: 'gt', reset: 'gt' };

const latencyThreshold =
  (reading: string): DriverKind['condition'] =>
  ({ threshold }, direction, index, output) => [
    decider(OPERATORS[direction], signal(`${reading}_${index}`), constant(threshold), output),
  ];

const ofSelectors = ({ selectors }: Driver) => ({ selectors });

const driverKinds: Readonly<Record<DriverList, DriverKind>> = {
  promql_drivers: {
    signal: 'PROMQL',
    query: ({ query_string }) => query_string,
    condition: ({ operator, threshold }, _, index, output) => [
      decider(operator, signal(`PROMQL_${index}`), constant(threshold), output),
    ],
  },
  average_latency_drivers: {
    signal: 'AVERAGE_LATENCY',
    meter: { name: 'average_latency', of: ofSelectors },
    query: ({ window }, meter) => averageQuery('increase', meter, window),
    condition: latencyThreshold('AVERAGE_LATENCY'),
  },
  percentile_latency_drivers: {
    signal: 'PERCENTILE_LATENCY',
    meter: { name: 'percentile_latency', of: ({ flux_meter }) => flux_meter },
    query: ({ percentile, window }, meter) => percentileQuery(percentile, meter, window),
    condition: latencyThreshold('PERCENTILE_LATENCY'),
  },
  ema_latency_drivers: {
    signal: 'LATENCY',
    meter: { name: 'ema_latency', of: ofSelectors },
    query: ({ window }, meter) => averageQuery('rate', meter, window),
    prepare: (driver, reading) => [ema(driver.ema, signal(reading), `EMA_${reading}`)],
    condition: ({ latency_tolerance_multiplier }, direction, index, output) => {
      const setpoint = `${direction.toUpperCase()}_LATENCY_SETPOINT_${index}`;
      return [
        multiply(signal(`EMA_LATENCY_${index}`), constant(latency_tolerance_multiplier), setpoint),
        decider(OPERATORS[direction], signal(`LATENCY_${index}`), signal(setpoint), output),
      ];
    },
  },
};

/** How many signals of each direction all drivers so far put out: `FORWARD_0`, `FORWARD_1` ... */
export type Counts = Record<Direction, number>;

/** The components of driver `index` of a list: query, average, then its criteria. Counts up `counts`. */
export function renderDriver(
  list: DriverList,
  driver: Driver,
  index: number,
  policy: { readonly policy_name: string; readonly evaluation_interval: string },
  counts: Counts,
): DriverPart[] {
  const kind = driverKinds[list];
  const reading = `${kind.signal}_${index}`;
  const asked = kind.query(driver, meterOf(list, index, policy.policy_name));
  const parts: DriverPart[] = [
    { component: query(asked, reading, policy.evaluation_interval), from: kind.meter ? '' : '/query_string' },
    ...(kind.prepare?.(driver, reading) ?? []).map((component) => ({ component, from: '/ema' })),
  ];
  for (const direction of DIRECTIONS) {
    const criterion = driver.criteria?.[direction];
    if (!criterion) continue;
    const output = `${direction.toUpperCase()}_${counts[direction]++}`;
    const from = `/criteria/${direction}`;
    for (const component of kind.condition(criterion, direction, index, output))
      parts.push({ component, from });
  }
  return parts;
}

/** The flux meter of driver `index`, with its name; undefined for lists that have none. */
export function fluxMeterOf(
  list: DriverList,
  driver: Driver,
  index: number,
  policyName: string,
): readonly [name: string, meter: unknown] | undefined {
  const { meter } = driverKinds[list];
  return meter && [meterOf(list, index, policyName).name, meter.of(driver)];
}

const meterOf = (list: DriverList, index: number, policy: string): Meter => ({
  name: `${policy}/${driverKinds[list].meter?.name}/${index}`,
  policy,
});
