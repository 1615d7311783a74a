import { constant, decider, ema, multiply, type RawComponent, signal } from '../../policy/build.ts';
import { averageQuery, type Meter, percentileQuery } from '../../policy/meter-query.ts';
import type { Direction } from '../../rollout/criterion.ts';
import type { Criterion, Driver, DriverList } from './values.ts';

/** A criterion where it is rendered: of driver `index` of its list, into the signal `output`. */
interface RenderedCriterion extends Criterion {
  readonly direction: Direction;
  readonly index: number;
  readonly output: string;
}

/**
 * What a driver list means: its signal, its query over a flux meter, and how a criterion becomes components.
 */
interface DriverKind {
  readonly signal: string;
  /** The flux meter of a driver; promql drivers have none. */
  readonly meter?: { readonly name: string; readonly of: (driver: Driver) => unknown };
  readonly query: (driver: Driver, meter: Meter) => string;
  /** Components between the reading and the criteria. */
  readonly prepare: (driver: Driver, reading: string) => readonly RawComponent[];
  /** The components of one criterion; the last puts out its `output`. */
  readonly condition: (criterion: RenderedCriterion) => readonly RawComponent[];
}

/** What a latency must be to move the ramp. */
const OPERATORS: Readonly<Record<Direction, string>> = { forward: 'lt', backward: 'gt', reset: 'gt' };

const latencyCondition =
  (reading: string): DriverKind['condition'] =>
  ({ threshold, direction, index, output }) => [
    decider(OPERATORS[direction], signal(`${reading}_${index}`), constant(threshold), output),
  ];

const ofSelectors = ({ selectors }: Driver) => ({ selectors });

const noComponents = () => [];

export const driverKinds: Readonly<Record<DriverList, DriverKind>> = {
  promql_drivers: {
    signal: 'PROMQL',
    query: ({ query_string }) => query_string,
    prepare: noComponents,
    condition: ({ operator, threshold, index, output }) => [
      decider(operator, signal(`PROMQL_${index}`), constant(threshold), output),
    ],
  },
  average_latency_drivers: {
    signal: 'AVERAGE_LATENCY',
    meter: { name: 'average_latency', of: ofSelectors },
    query: ({ window }, meter) => averageQuery('increase', meter, window),
    prepare: noComponents,
    condition: latencyCondition('AVERAGE_LATENCY'),
  },
  percentile_latency_drivers: {
    signal: 'PERCENTILE_LATENCY',
    meter: { name: 'percentile_latency', of: ({ flux_meter }) => flux_meter },
    query: ({ percentile, window }, meter) => percentileQuery(percentile, meter, window),
    prepare: noComponents,
    condition: latencyCondition('PERCENTILE_LATENCY'),
  },
  ema_latency_drivers: {
    signal: 'LATENCY',
    meter: { name: 'ema_latency', of: ofSelectors },
    query: ({ window }, meter) => averageQuery('rate', meter, window),
    prepare: (driver, reading) => [ema(driver.ema, signal(reading), `EMA_${reading}`)],
    condition: ({ latency_tolerance_multiplier, direction, index, output }) => {
      const setpoint = `${direction.toUpperCase()}_LATENCY_SETPOINT_${index}`;
      return [
        multiply(signal(`EMA_LATENCY_${index}`), constant(latency_tolerance_multiplier), setpoint),
        decider(OPERATORS[direction], signal(`LATENCY_${index}`), signal(setpoint), output),
      ];
    },
  },
};
