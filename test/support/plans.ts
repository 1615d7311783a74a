import { compile } from '../../src/circuit/compile.ts';
import type { Plan } from '../../src/circuit/plan.ts';

/** A component of each sort the run tests need, in the spelling of a policy. */
export const promql = (signal: string, query_string: string, evaluation_interval = '1s') => ({
  query: { promql: { query_string, evaluation_interval, out_ports: { output: { signal_name: signal } } } },
});

export const compare = (signal: string, operator: string, threshold: number, output: string) => ({
  decider: {
    operator,
    in_ports: { lhs: { signal_name: signal }, rhs: { constant_signal: { value: threshold } } },
    out_ports: { output: { signal_name: output } },
  },
});

const ports = (names: Record<string, string>) =>
  Object.fromEntries(Object.entries(names).map(([port, signal]) => [port, { signal_name: signal }]));

export const ramp = (
  steps: readonly (readonly [number, string])[],
  drivers: Record<string, string>,
  labelKey = '',
) => ({
  flow_control: {
    load_ramp: {
      in_ports: ports(drivers),
      parameters: {
        sampler: { label_key: labelKey, selectors: [{ control_point: 'ingress' }] },
        steps: steps.map(([target_accept_percentage, duration]) => ({ target_accept_percentage, duration })),
      },
      pass_through_label_values_config_key: 'pass_through_label_values',
    },
  },
});

/** A plan of these components; throws what compile found wrong. */
export function planOf(components: readonly unknown[], evaluation_interval = '1s'): Plan {
  const { plan, diagnostics } = compile({ evaluation_interval, components }, (path) => ({ path }));
  if (!plan) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  return plan;
}

const LATENCY =
  'sum(increase(flux_meter_sum{flow_status="OK", flux_meter_name="p/average_latency/0", policy_name="p"}[30s]))/sum(increase(flux_meter_count{flow_status="OK", flux_meter_name="p/average_latency/0", policy_name="p"}[30s]))';

type Steps = readonly (readonly [number, string])[];

/** One latency driver: forward below 75, back above 90, reset above 100; 1 % then to 100 % in four ticks. */
export const latencyComponents = (
  steps: Steps = [
    [1, '0s'],
    [100, '4s'],
  ],
): readonly object[] => [
  promql('LATENCY', LATENCY),
  compare('LATENCY', 'lt', 75, 'FORWARD_0'),
  compare('LATENCY', 'gt', 90, 'BACKWARD_0'),
  compare('LATENCY', 'gt', 100, 'RESET_0'),
  ramp(steps, { forward: 'FORWARD_0', backward: 'BACKWARD_0', reset: 'RESET_0' }),
];

export const latencyPlan = (steps?: Steps): Plan => planOf(latencyComponents(steps));
