import { type Driver, LABEL_SHARE, LABELS, type Rollout, type Steering } from './rollout.ts';

/** The signal of a query without criteria, which reads the share of requests with the feature. */
export const SHARE_QUERY = 'share';

const selectors = [{ control_point: 'c' }];
const seconds = (ticks: number, { intervalSeconds }: Rollout): string => `${ticks * intervalSeconds}s`;

const LISTS = ['promql', 'average_latency', 'percentile_latency', 'ema_latency'] as const;
const SIGNALS = {
  promql: 'PROMQL',
  average_latency: 'AVERAGE_LATENCY',
  percentile_latency: 'PERCENTILE_LATENCY',
  ema_latency: 'LATENCY',
};

const driversIn = ({ drivers }: Rollout, list: Driver['list']): readonly Driver[] =>
  drivers.filter((driver) => driver.list === list);

/** Every driver with the signal of its query. */
export const signalsOf = (rollout: Rollout): { readonly signal: string; readonly driver: Driver }[] =>
  LISTS.flatMap((list) =>
    driversIn(rollout, list).map((driver, i) => ({ signal: `${SIGNALS[list]}_${i}`, driver })),
  );

/** The signal of the share. */
export const shareSignal = (rollout: Rollout): string => `PROMQL_${driversIn(rollout, 'promql').length}`;

const OWN = {
  promql: { query_string: 'q' },
  average_latency: { selectors, window: '30s' },
  percentile_latency: { flux_meter: { selectors }, percentile: 95, window: '30s' },
  ema_latency: { selectors, window: '30s', ema: { ema_window: '20s', warmup_window: '3s' } },
};

function driverValues({ list, criteria }: Driver): unknown {
  const entries = Object.entries(criteria).filter(([, criterion]) => criterion !== undefined);
  const written = entries.map(([direction, { operator, threshold }]) => {
    if (list === 'promql') return [direction, { operator, threshold }];
    return [direction, list === 'ema_latency' ? { latency_tolerance_multiplier: threshold } : { threshold }];
  });
  return { ...OWN[list], criteria: Object.fromEntries(written) };
}

/** The values of the rollout, with every default written out. */
export function valuesOf(rollout: Rollout): Record<string, unknown> {
  const lists = LISTS.map((list) => [`${list}_drivers`, driversIn(rollout, list).map(driverValues)] as const);
  const drivers = Object.fromEntries(lists);
  drivers.promql_drivers = [...(drivers.promql_drivers ?? []), { query_string: SHARE_QUERY }];
  const { forwardWhen, isOn, labelKey, steps, intervalSeconds } = rollout;
  return {
    policy: {
      policy_name: 'p',
      evaluation_interval: `${intervalSeconds}s`,
      ...(forwardWhen ? { forward_when: forwardWhen } : {}),
      rollout: isOn,
      components: [],
      resources: {},
      load_ramp: {
        sampler: { label_key: labelKey, selectors },
        steps: steps.map((step) => ({
          target_accept_percentage: step.target,
          duration: seconds(step.ticks, rollout),
        })),
      },
      drivers,
    },
  };
}

const spelled = (reading: number): string => {
  if (Number.isNaN(reading)) return '_';
  if (Number.isFinite(reading)) return String(reading);
  return reading > 0 ? 'inf' : '-inf';
};

/** A dynamic configuration as it is applied. */
export const documentOf = ({ rollout, reset, passThrough }: Steering): Record<string, unknown> => ({
  ...(rollout === undefined ? {} : { rollout }),
  ...(reset === undefined ? {} : { reset }),
  ...(passThrough ? { pass_through_label_values: passThrough } : {}),
});

/**
 * The scenario that feeds the rollout and steers it: every request with the feature fails. A series ends without a value,
 * since one of a single value would stand for every evaluation.
 */
export function scenarioOf(rollout: Rollout): Record<string, unknown> {
  const fed = signalsOf(rollout).map(({ signal, driver }) => [
    signal,
    [...driver.readings, Number.NaN].map(spelled).join(' '),
  ]);
  return {
    duration: seconds(rollout.ticks, rollout),
    start: '2026-01-01T00:00:00Z',
    // Of so many requests the noise is next to nothing.
    traffic: {
      rate: 1e15,
      labels: { user: Object.fromEntries(LABELS.map((label) => [label, LABEL_SHARE])) },
    },
    service: { error_rate: { baseline: 0, feature: 1 } },
    signals: { ...Object.fromEntries(fed), [shareSignal(rollout)]: 'error_rate' },
    events: rollout.steering.map((one) => ({
      at: seconds(one.tick, rollout),
      dynamic_config: documentOf(one),
    })),
  };
}
