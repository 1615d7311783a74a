import { expect, it } from 'vitest';
import { compile } from '../../../../src/circuit/compile.ts';
import type { AutoScalerConfig } from '../../../../src/circuit/scaling/auto-scaler-config.ts';
import { scalingCircuit } from '../../../../src/circuit/scaling/circuit.ts';

const config: AutoScalerConfig = {
  scaling_backend: {
    kubernetes_replicas: {
      kubernetes_object_selector: {
        agent_group: 'default',
        namespace: 'shop',
        api_version: 'apps/v1',
        kind: 'Deployment',
        name: 'checkout',
      },
      min_replicas: '1',
      max_replicas: 10,
    },
  },
  scale_out_controllers: [
    {
      controller: { gradient: { parameters: { slope: 1, max_gradient: 2 } } },
      alerter: { alert_name: 'Out' },
    },
  ],
  scale_in_controllers: [
    { controller: { periodic: { period: 60, scale_in_percentage: 10 } }, alerter: { alert_name: 'In' } },
  ],
  scaling_parameters: {
    max_scale_out_percentage: 50,
    max_scale_in_percentage: 20,
    scale_out_cooldown: 4,
    scale_in_cooldown: 6,
    cooldown_override_percentage: 50,
    scale_out_alerter: { alert_name: 'Scaling out' },
    scale_in_alerter: { alert_name: 'Scaling in' },
  },
  dry_run: false,
};

/**
 * The circuit on its own, with queries for the scale and the controller's signal in place of scaler and
 * ports.
 */
function desired(readings: readonly (readonly [actual: number, load: number])[]): number[] {
  const query = (name: string) => ({
    query: {
      promql: { query_string: name, evaluation_interval: '1s', out_ports: { output: { signal_name: name } } },
    },
  });
  const inside = scalingCircuit(config, 1).filter(
    (one) => !/pod_scaler|nested_signal/.test(JSON.stringify(one)),
  );
  const setpoint = {
    variable: {
      constant_output: { value: 1 },
      out_ports: { output: { signal_name: 'SCALE_OUT_SETPOINT_0' } },
    },
  };
  const { plan } = compile(
    {
      evaluation_interval: '1s',
      components: [
        ...inside,
        query('ACTUAL_SCALE'),
        query('SCALE_OUT_SIGNAL_0'),
        query('CONFIGURED_SCALE'),
        setpoint,
      ],
    },
    () => ({}),
  );
  const { frame, tick } = plan!.start();
  return readings.map(([actual, load]) => {
    frame[plan!.queries[0]!.resultSlot] = actual;
    frame[plan!.queries[1]!.resultSlot] = load;
    frame[plan!.queries[2]!.resultSlot] = actual;
    tick();
    return frame[plan!.slotOf('root/DESIRED_SCALE')!]!;
  });
}

it('scales out by the gradient, within the step and the most replicas, and holds it', () => {
  expect(
    desired([
      [4, 1.2],
      [4, 1.2],
      [4, 1],
      [4, 1],
    ]),
  ).toEqual([5, 5, 5, 5]);
  expect(desired([[4, 5]])).toEqual([6]);
  expect(desired([[9, 5]])).toEqual([10]);
});

it('scales in now and then, by a share of the scale and at least by one', () => {
  expect(
    desired([
      [5, 1],
      [5, 1],
    ]),
  ).toEqual([4, 4]);
});

it('needs no controllers', () => {
  const bare = { ...config, scale_in_controllers: undefined, scale_out_controllers: undefined };
  expect(scalingCircuit(bare, 1)).toHaveLength(38);
});

/** `max(SCALE_OUT_0) -> SCALE_OUT_MAX`: what each component reads and puts out. */
function linesOf(components: readonly unknown[]): string[] {
  const nameOf = (port: unknown): string => {
    if (Array.isArray(port)) return port.map(nameOf).join(' ');
    const { signal_name, constant_signal } = port as {
      signal_name?: string;
      constant_signal?: { value?: number; special_value?: string };
    };
    return signal_name ?? String(constant_signal?.value ?? constant_signal?.special_value);
  };
  return components.map((component) => {
    let [[kind, body]] = Object.entries(component as Record<string, Record<string, object>>) as [
      [string, Record<string, object>],
    ];
    if (kind === 'auto_scale')
      [[kind, body]] = Object.entries(body) as unknown as [[string, Record<string, object>]];
    const [ins, outs] = [
      Object.values(body.in_ports!).map(nameOf),
      Object.values(body.out_ports!).map(nameOf),
    ];
    return `${kind}(${ins.join(', ')}) -> ${outs.join(', ')}`.replace(/ -> $/, '');
  });
}

it('is the circuit of the reference: an out and a periodic in controller', () => {
  expect(linesOf(scalingCircuit(config, 1))).toEqual([
    'arithmetic_combinator(0.2, ACTUAL_SCALE) -> MAX_SCALE_IN_PRE_FLOOR',
    'unary_operator(MAX_SCALE_IN_PRE_FLOOR) -> MAX_SCALE_IN_PRE_CONSTRAINT',
    'max(MAX_SCALE_IN_PRE_CONSTRAINT 1) -> MAX_SCALE_IN',
    'arithmetic_combinator(ACTUAL_SCALE, MAX_SCALE_IN) -> MIN_DESIRED_SCALE_PRE_CONSTRAINT',
    'max(MIN_DESIRED_SCALE_PRE_CONSTRAINT 1) -> MIN_DESIRED_SCALE_POST_MIN_SCALE',
    'min(MIN_DESIRED_SCALE_POST_MIN_SCALE 10) -> MIN_DESIRED_SCALE',
    'arithmetic_combinator(0.5, ACTUAL_SCALE) -> MAX_SCALE_OUT_PRE_FLOOR',
    'unary_operator(MAX_SCALE_OUT_PRE_FLOOR) -> MAX_SCALE_OUT_PRE_CONSTRAINT',
    'max(MAX_SCALE_OUT_PRE_CONSTRAINT 1) -> MAX_SCALE_OUT',
    'arithmetic_combinator(ACTUAL_SCALE, MAX_SCALE_OUT) -> MAX_DESIRED_SCALE_PRE_CONSTRAINT',
    'min(MAX_DESIRED_SCALE_PRE_CONSTRAINT 10) -> MAX_DESIRED_SCALE_POST_MAX_SCALE',
    'max(MAX_DESIRED_SCALE_POST_MAX_SCALE 1) -> MAX_DESIRED_SCALE',
    'arithmetic_combinator(ACTUAL_SCALE, 0.1) -> SCALE_IN_REDUCTION_PRE_CEIL_0',
    'max(1 SCALE_IN_REDUCTION_PRE_CEIL_0) -> SCALE_IN_REDUCTION_PRE_CEIL_ADJUSTED_0',
    'unary_operator(SCALE_IN_REDUCTION_PRE_CEIL_ADJUSTED_0) -> SCALE_IN_REDUCTION_0',
    'arithmetic_combinator(ACTUAL_SCALE, SCALE_IN_REDUCTION_0) -> SCALE_IN_PROPOSED_SCALE_0',
    'pulse_generator() -> SCALE_IN_PERIODIC_PULSE_0',
    'switcher(SCALE_IN_PERIODIC_PULSE_0, SCALE_IN_PROPOSED_SCALE_0) -> SCALE_IN_PRE_CEIL_0',
    'first_valid(SCALE_IN_PRE_CEIL_0 ACTUAL_SCALE) -> SCALE_IN_PRE_CEIL_FIRST_VALID_0',
    'unary_operator(SCALE_IN_PRE_CEIL_FIRST_VALID_0) -> SCALE_IN_0',
    'alerter(SCALE_IN_0)',
    'nested_signal_ingress() -> SCALE_OUT_SIGNAL_0',
    'nested_signal_ingress() -> SCALE_OUT_SETPOINT_0',
    'gradient_controller(SCALE_OUT_SIGNAL_0, SCALE_OUT_SETPOINT_0, ACTUAL_SCALE) -> SCALE_OUT_PRE_CEIL_0',
    'first_valid(SCALE_OUT_PRE_CEIL_0 ACTUAL_SCALE) -> SCALE_OUT_PRE_CEIL_FIRST_VALID_0',
    'unary_operator(SCALE_OUT_PRE_CEIL_FIRST_VALID_0) -> SCALE_OUT_0',
    'alerter(SCALE_OUT_0)',
    'max(SCALE_OUT_0) -> SCALE_OUT_MAX',
    'decider(SCALE_OUT_MAX, ACTUAL_SCALE) -> IS_SCALE_OUT_INTENT',
    'switcher(IS_SCALE_OUT_INTENT, SCALE_OUT_MAX) -> SCALE_OUT_INTENT',
    'max(SCALE_IN_0) -> SCALE_IN_MAX',
    'decider(SCALE_IN_MAX, ACTUAL_SCALE) -> IS_SCALE_IN_INTENT',
    'switcher(IS_SCALE_IN_INTENT, SCALE_IN_MAX) -> SCALE_IN_INTENT',
    'arithmetic_combinator(SCALE_OUT_INTENT_HOLD, 1.5) -> COOLDOWN_OVERRIDE_THRESHOLD',
    'decider(SCALE_OUT_INTENT, COOLDOWN_OVERRIDE_THRESHOLD) -> IS_COOLDOWN_OVERRIDE',
    'holder(SCALE_OUT_INTENT, IS_COOLDOWN_OVERRIDE) -> SCALE_OUT_INTENT_HOLD',
    'switcher(SCALE_OUT_INTENT_HOLD, NaN, SCALE_IN_INTENT) -> SCALE_IN_ONLY_INTENT',
    'holder(SCALE_IN_ONLY_INTENT, SCALE_OUT_INTENT_HOLD) -> SCALE_IN_ONLY_INTENT_HOLD',
    'decider(SCALE_OUT_INTENT_HOLD, CONFIGURED_SCALE) -> IS_SCALE_OUT',
    'switcher(IS_SCALE_OUT, SCALE_OUT_INTENT_HOLD) -> SCALE_OUT',
    'decider(SCALE_IN_ONLY_INTENT_HOLD, CONFIGURED_SCALE) -> IS_SCALE_IN_ONLY',
    'switcher(IS_SCALE_IN_ONLY, SCALE_IN_ONLY_INTENT_HOLD) -> SCALE_IN_ONLY',
    'first_valid(SCALE_OUT SCALE_IN_ONLY) -> DESIRED_SCALE_PRE_MAX',
    'max(DESIRED_SCALE_PRE_MAX MIN_DESIRED_SCALE) -> DESIRED_SCALE_PRE_MIN',
    'min(DESIRED_SCALE_PRE_MIN MAX_DESIRED_SCALE) -> DESIRED_SCALE',
    'pod_scaler(DESIRED_SCALE) -> ACTUAL_SCALE, CONFIGURED_SCALE',
    'nested_signal_egress(ACTUAL_SCALE)',
    'nested_signal_egress(CONFIGURED_SCALE)',
    'nested_signal_egress(DESIRED_SCALE)',
    'decider(DESIRED_SCALE, CONFIGURED_SCALE) -> DESIRED_SCALE_GREATER',
    'alerter(DESIRED_SCALE_GREATER)',
    'decider(DESIRED_SCALE, CONFIGURED_SCALE) -> DESIRED_SCALE_LESSER',
    'alerter(DESIRED_SCALE_LESSER)',
  ]);
});
