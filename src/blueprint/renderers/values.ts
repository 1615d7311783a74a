import type { RawComponent } from '../../policy/build.ts';
import type { Direction } from '../../rollout/criterion.ts';

/** The driver lists of a feature rollout, in the order in which they are rendered. */
export const DRIVER_LISTS = [
  'promql_drivers',
  'average_latency_drivers',
  'percentile_latency_drivers',
  'ema_latency_drivers',
] as const;
export type DriverList = (typeof DRIVER_LISTS)[number];

export interface Criterion {
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

/** Checked and filled values of any feature rollout; `dashboard` concerns the dashboard alone. */
export interface FeatureRolloutValues {
  readonly policy: FeatureRolloutPolicy;
}

export interface FeatureRolloutPolicy {
  readonly policy_name: string;
  readonly evaluation_interval: string;
  /** How several forward criteria are joined; any, where it is not said. */
  readonly forward_when?: 'any' | 'all';
  readonly rollout: boolean;
  readonly load_ramp: unknown;
  readonly drivers?: Readonly<Partial<Record<DriverList, readonly Driver[]>>>;
  readonly components: readonly RawComponent[];
  readonly resources: Readonly<Record<string, unknown>> & {
    readonly flow_control?: Readonly<Record<string, unknown>>;
  };
}

/** A driver and where it stands in the values. */
export interface ListedDriver {
  readonly list: DriverList;
  readonly index: number;
  readonly driver: Driver;
}

/** Every driver in the order of rendering. */
export const driversOf = ({ drivers }: FeatureRolloutPolicy): ListedDriver[] =>
  DRIVER_LISTS.flatMap((list) => (drivers?.[list] ?? []).map((driver, index) => ({ list, index, driver })));
