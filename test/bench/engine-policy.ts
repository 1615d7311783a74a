import { compile } from '../../src/circuit/compile.ts';
import type { Plan } from '../../src/circuit/plan.ts';

const signal = (signal_name: string) => ({ signal_name });
const constant = (value: number) => ({ constant_signal: { value } });
const output = (name: string) => ({ output: signal(name) });
const list = (...names: (string | number)[]) => ({
  inputs: names.map((name) => (typeof name === 'string' ? signal(name) : constant(name))),
});

const criterion = (name: string, operator: string, threshold: number) => ({
  decider: {
    operator,
    in_ports: { lhs: signal('AVERAGE_LATENCY_0'), rhs: constant(threshold) },
    out_ports: output(name),
  },
});

const logic = (kind: string, name: string, ...inputs: (string | number)[]) => ({
  [kind]: { in_ports: list(...inputs), out_ports: output(name) },
});

const invert = (input: string, name: string) => ({
  inverter: { in_ports: { input: signal(input) }, out_ports: output(name) },
});

/**
 * The average-latency policy as its blueprint renders it: forward below 75, backward above 90, reset above
 * 100; 1 % to 100 % in 300 ticks.
 */
export const averageLatency: readonly unknown[] = [
  {
    query: {
      promql: { query_string: 'latency', evaluation_interval: '1s', out_ports: output('AVERAGE_LATENCY_0') },
    },
  },
  criterion('FORWARD_0', 'lt', 75),
  criterion('BACKWARD_0', 'gt', 90),
  criterion('RESET_0', 'gt', 100),
  {
    bool_variable: {
      constant_output: true,
      config_key: 'rollout',
      out_ports: output('USER_ROLLOUT_CONTROL'),
    },
  },
  { bool_variable: { constant_output: false, config_key: 'reset', out_ports: output('USER_RESET_CONTROL') } },
  logic('or', 'BACKWARD_INTENT', 'BACKWARD_0'),
  logic('or', 'RESET', 'RESET_0', 'USER_RESET_CONTROL'),
  logic('or', 'FORWARD_INTENT', 'FORWARD_0'),
  invert('BACKWARD_INTENT', 'INVERTED_BACKWARD_INTENT'),
  logic('first_valid', 'NOT_BACKWARD', 'INVERTED_BACKWARD_INTENT', 1),
  invert('RESET', 'INVERTED_RESET'),
  logic('first_valid', 'NOT_RESET', 'INVERTED_RESET', 1),
  logic('and', 'FORWARD', 'NOT_BACKWARD', 'NOT_RESET', 'USER_ROLLOUT_CONTROL', 'FORWARD_INTENT'),
  logic('and', 'BACKWARD', 'BACKWARD_INTENT', 'NOT_RESET'),
  {
    flow_control: {
      load_ramp: {
        in_ports: { forward: signal('FORWARD'), backward: signal('BACKWARD'), reset: signal('RESET') },
        out_ports: { accept_percentage: signal('ACCEPT_PERCENTAGE') },
        parameters: {
          sampler: { selectors: [{ control_point: 'ingress' }] },
          steps: [
            { target_accept_percentage: 1, duration: '0s' },
            { target_accept_percentage: 100, duration: '300s' },
          ],
        },
      },
    },
  },
];

/** Criteria on one query, sixteen to a group: deciders, logic and averages, as policies mix them. */
export function wideCircuit(size: number): unknown[] {
  const components: unknown[] = [
    { query: { promql: { query_string: 'latency', evaluation_interval: '1s', out_ports: output('IN') } } },
  ];
  for (let i = 1; i < size; i++) components.push(wideComponent(i));
  return components;
}

function wideComponent(i: number): unknown {
  const before = i < 4 ? 'IN' : `S${i - 3}`;
  if (i % 4 === 0) return logic('or', `S${i}`, before, `S${i - 1}`);
  if (i % 4 === 1)
    return {
      decider: {
        operator: 'gt',
        in_ports: { lhs: signal(before), rhs: constant(i % 100) },
        out_ports: output(`S${i}`),
      },
    };
  if (i % 4 === 2)
    return {
      arithmetic_combinator: {
        operator: 'add',
        in_ports: { lhs: signal(before), rhs: constant(1) },
        out_ports: output(`S${i}`),
      },
    };
  return {
    ema: {
      parameters: { ema_window: '10s', warmup_window: '2s' },
      in_ports: { input: signal(before) },
      out_ports: output(`S${i}`),
    },
  };
}

/** A plan of these components at 1s; throws when they do not compile. */
export function planOf(components: readonly unknown[], interval = 1): Plan {
  const { plan, diagnostics } = compile({ evaluation_interval: `${interval}s`, components }, () => ({}));
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}
