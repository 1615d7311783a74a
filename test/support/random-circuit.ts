import fc from 'fast-check';

type Component = Record<string, Record<string, unknown>>;

/** A circuit's worth of components by what each is and reads; indices wrap around the signals there are. */
interface Draft {
  readonly kind: string;
  readonly reads: readonly (number | null)[];
  readonly window: number;
}

const UNARY = ['sqrt', 'abs', 'floor', 'erf', 'log', 'lgamma', 'j0', 'y1'];

/** What each kind takes: its single ports, `inputs` for a list, and its config by a small number. */
const shapes: Readonly<
  Record<string, { readonly ports: readonly string[]; readonly config?: (n: number) => object }>
> = {
  and: { ports: ['inputs'] },
  or: { ports: ['inputs'] },
  min: { ports: ['inputs'] },
  max: { ports: ['inputs'] },
  first_valid: { ports: ['inputs'] },
  inverter: { ports: ['input'] },
  switcher: { ports: ['on_signal', 'off_signal', 'switch'] },
  decider: {
    ports: ['lhs', 'rhs'],
    config: (n) => ({
      operator: ['gt', 'lt', 'gte', 'lte', 'eq', 'neq'][n],
      true_for: `${n}s`,
      false_for: `${5 - n}s`,
    }),
  },
  arithmetic_combinator: {
    ports: ['lhs', 'rhs'],
    config: (n) => ({ operator: ['add', 'sub', 'mul', 'div', 'xor', 'lshift'][n] }),
  },
  unary_operator: { ports: ['input'], config: (n) => ({ operator: UNARY[n] }) },
  ema: {
    ports: ['input', 'max_envelope'],
    config: (n) => ({
      parameters: {
        ema_window: `${n}s`,
        warmup_window: `${5 - n}s`,
        correction_factor_on_max_envelope_violation: 0.5,
      },
    }),
  },
  sma: {
    ports: ['input'],
    config: (n) => ({ parameters: { sma_window: `${n}s`, valid_during_warmup: n % 2 === 0 } }),
  },
  integrator: { ports: ['input', 'reset', 'max', 'min'], config: (n) => ({ initial_value: n }) },
  differentiator: { ports: ['input'], config: (n) => ({ window: `${n}s` }) },
  extrapolator: {
    ports: ['input'],
    config: (n) => ({ parameters: { max_extrapolation_interval: `${n}s` } }),
  },
  holder: { ports: ['input', 'reset'], config: (n) => ({ hold_for: `${n}s` }) },
  pulse_generator: { ports: [], config: (n) => ({ true_for: `${n}s`, false_for: `${5 - n}s` }) },
  variable: { ports: [], config: (n) => ({ constant_output: { value: n - 2 } }) },
  gradient_controller: {
    ports: ['signal', 'setpoint', 'control_variable', 'max'],
    config: (n) => ({ parameters: { slope: n - 2.5, min_gradient: 0.1 } }),
  },
  signal_generator: {
    ports: ['forward', 'backward', 'reset'],
    config: (n) => ({
      parameters: {
        steps: [
          { target_output: { value: 1 }, duration: '0s' },
          { target_output: { value: 9 }, duration: `${n}s` },
        ],
      },
    }),
  },
};

const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom(...Object.keys(shapes)),
  reads: fc.array(fc.option(fc.nat(30)), { minLength: 4, maxLength: 4 }),
  window: fc.nat(5),
});

/** The signals that come from outside: queries, whose held cells a test fills. */
export const INPUTS = ['IN0', 'IN1', 'IN2'];

/**
 * Circuits of every computing kind, with loops, constants and unconnected ports; the last components bring in
 * INPUTS.
 */
export const randomCircuit: fc.Arbitrary<Component[]> = fc
  .array(draft, { minLength: 1, maxLength: 14 })
  .map((drafts) => [...drafts.map((one, i) => componentOf(one, i, drafts.length)), ...INPUTS.map(query)]);

/** Readings for INPUTS, tick by tick, a third of them out of the ordinary. */
export const randomReadings = (ticks: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(reading, { minLength: INPUTS.length, maxLength: INPUTS.length }), {
    minLength: ticks,
    maxLength: ticks,
  });

const reading = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 9 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Number.NaN,
      Number.NaN,
      0.5,
      1e300,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ),
  },
);

const query = (name: string): Component => ({
  query: {
    promql: { query_string: name, evaluation_interval: '1s', out_ports: { output: { signal_name: name } } },
  },
});

function componentOf({ kind, reads, window }: Draft, index: number, count: number): Component {
  const { ports, config } = shapes[kind]!;
  const names = [...INPUTS, ...Array.from({ length: count }, (_, i) => `S${i}`)];
  const source = (read: number) =>
    read % 7 === 0 ? { constant_signal: { value: read / 7 } } : { signal_name: names[read % names.length]! };
  const wanted = reads.map((read) => (read === null ? undefined : source(read)));
  const entries = ports
    .map((port, i) => [port, port === 'inputs' ? wanted.filter((one) => one) : wanted[i]] as const)
    .filter(([, connected]) => connected !== undefined);
  return {
    [kind]: {
      ...config?.(window),
      in_ports: Object.fromEntries(entries),
      out_ports: { output: { signal_name: `S${index}` } },
    },
  };
}
