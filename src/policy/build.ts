/** A component in the policy's own spelling: `{decider: {...}}`. */
export type RawComponent = Readonly<Record<string, unknown>>;

/** Where a port reads from, or what it puts out. */
export type Port = Readonly<Record<string, unknown>>;

export const signal = (name: string): Port => ({ signal_name: name });
export const constant = (value: number): Port => ({ constant_signal: { value } });

const out = (name: string) => ({ out_ports: { output: signal(name) } });
const many =
  (kind: string) =>
  (inputs: readonly Port[], output: string): RawComponent => ({
    [kind]: { in_ports: { inputs }, ...out(output) },
  });

/** `output` is the value of `query_string`, asked every `evaluation_interval`. */
export const query = (query_string: string, output: string, evaluation_interval: string): RawComponent => ({
  query: { promql: { query_string, evaluation_interval, ...out(output) } },
});

/** `output` is 1 while `lhs operator rhs`. */
export const decider = (operator: string, lhs: Port, rhs: Port, output: string): RawComponent => ({
  decider: { operator, in_ports: { lhs, rhs }, ...out(output) },
});

export const multiply = (lhs: Port, rhs: Port, output: string): RawComponent => ({
  arithmetic_combinator: { operator: 'mul', in_ports: { lhs, rhs }, ...out(output) },
});

export const ema = (parameters: unknown, input: Port, output: string): RawComponent => ({
  ema: { parameters, in_ports: { input }, ...out(output) },
});

/** A switch that the dynamic configuration may turn under `config_key`. */
export const boolVariable = (constant_output: boolean, config_key: string, output: string): RawComponent => ({
  bool_variable: { constant_output, config_key, ...out(output) },
});

export const inverter = (input: Port, output: string): RawComponent => ({
  inverter: { in_ports: { input }, ...out(output) },
});

export const or = many('or');
export const and = many('and');
export const firstValid = many('first_valid');

/** The ramp itself; `parameters` as the user wrote them. */
export const loadRamp = (
  parameters: unknown,
  ports: { readonly forward: string; readonly backward: string; readonly reset: string },
  pass_through_label_values_config_key: string,
): RawComponent => ({
  flow_control: {
    load_ramp: {
      in_ports: {
        forward: signal(ports.forward),
        backward: signal(ports.backward),
        reset: signal(ports.reset),
      },
      parameters,
      pass_through_label_values_config_key,
    },
  },
});
