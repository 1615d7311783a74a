import { constant, decider, ema, multiply, query, type RawComponent, signal } from '../../policy/build.ts';
import { formatSeconds, parseDuration } from '../../text/duration.ts';

/** The driver lists of a feature rollout, in the order in which they are rendered. */
export const DRIVER_LISTS = [
  'promql_drivers',
  'average_latency_drivers',
  'percentile_latency_drivers',
  'ema_latency_drivers',
] as const;
export type DriverList = (typeof DRIVER_LISTS)[number];

/** The directions a criterion may ask for, in the order in which they are rendered. */
export const DIRECTIONS = ['forward', 'backward', 'reset'] as const;
export type Direction = (typeof DIRECTIONS)[number];

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
  readonly query: (driver: Driver, labels: string) => string;
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

const ratio = (change: string, { window }: Driver, labels: string): string => {
  const total = (metric: string) => `sum(${change}(${metric}{${labels}}[${range(window)}]))`;
  return `${total('flux_meter_sum')}/${total('flux_meter_count')}`;
};

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
    query: (driver, labels) => ratio('increase', driver, labels),
    condition: latencyThreshold('AVERAGE_LATENCY'),
  },
  percentile_latency_drivers: {
    signal: 'PERCENTILE_LATENCY',
    meter: { name: 'percentile_latency', of: ({ flux_meter }) => flux_meter },
    query: ({ percentile, window }, labels) =>
      `histogram_quantile(${quantile(percentile)}, sum(rate(flux_meter_bucket{${labels}}[${range(window)}])) by (le))`,
    condition: latencyThreshold('PERCENTILE_LATENCY'),
  },
  ema_latency_drivers: {
    signal: 'LATENCY',
    meter: { name: 'ema_latency', of: ofSelectors },
    query: (driver, labels) => ratio('rate', driver, labels),
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
  const asked = kind.query(driver, labelsOf(list, index, policy.policy_name));
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
  return meter && [`${policyName}/${meter.name}/${index}`, meter.of(driver)];
}

const labelsOf = (list: DriverList, index: number, policyName: string): string =>
  `flow_status="OK", flux_meter_name="${policyName}/${driverKinds[list].meter?.name}/${index}", policy_name="${policyName}"`;

/** 95 -> `0.95`: twelve significant digits, no trailing zeros. */
const quantile = (percentile: number): string => String(Number((percentile / 100).toPrecision(12)));

/** A duration as PromQL takes it in a range: whole seconds or milliseconds. */
function range(window: string): string {
  const seconds = parseDuration(window) ?? 0;
  return Number.isInteger(seconds) ? formatSeconds(seconds) : `${Math.max(1, Math.round(seconds * 1000))}ms`;
}
