import { compile } from '../../src/circuit/compile.ts';
import type { Rehearsal } from '../../src/render/plot.ts';
import { rampOf } from '../../src/rollout/ramp.ts';
import type { RunResult } from '../../src/run/result.ts';
import { run } from '../../src/run/run.ts';
import type { ScenarioDocument } from '../../src/source/scenario/document.ts';
import { scenario } from '../../src/source/scenario.ts';
import { parseYaml } from '../../src/text/yaml.ts';

const signal = (name: string) => ({ signal_name: name });
const decider = (lhs: string, operator: string, threshold: number, output: string) => ({
  decider: {
    in_ports: { lhs: signal(lhs), rhs: { constant_signal: { value: threshold } } },
    operator,
    out_ports: { output: signal(output) },
  },
});
const logic = (kind: 'and' | 'or', inputs: readonly string[], output: string) => ({
  [kind]: { in_ports: { inputs: inputs.map(signal) }, out_ports: { output: signal(output) } },
});
const query = (name: string, every: string) => ({
  query: {
    promql: {
      query_string: `job:${name.toLowerCase()}`,
      evaluation_interval: every,
      out_ports: { output: signal(name) },
    },
  },
});

/**
 * A rollout by latency (forward < 75, reset > 100) and errors (backward > 0.05), 1 % to 100 % in three steps.
 */
export const checkoutCircuit = (every = '1s', interval = '1s') => ({
  evaluation_interval: interval,
  components: [
    query('LATENCY', every),
    query('ERRORS', every),
    decider('LATENCY', 'lt', 75, 'FORWARD_0'),
    decider('LATENCY', 'gt', 100, 'RESET_0'),
    decider('ERRORS', 'gt', 0.05, 'BACKWARD_0'),
    {
      bool_variable: {
        config_key: 'rollout',
        constant_output: false,
        out_ports: { output: signal('USER_ROLLOUT_CONTROL') },
      },
    },
    logic('or', ['RESET_0'], 'RESET'),
    {
      inverter: { in_ports: { input: signal('BACKWARD_0') }, out_ports: { output: signal('NOT_BACKWARD') } },
    },
    logic('and', ['NOT_BACKWARD', 'USER_ROLLOUT_CONTROL', 'FORWARD_0'], 'FORWARD'),
    {
      flow_control: {
        load_ramp: {
          in_ports: { forward: signal('FORWARD'), backward: signal('BACKWARD_0'), reset: signal('RESET') },
          parameters: {
            sampler: { selectors: [{ service: 'checkout.prod.svc', control_point: 'ingress' }] },
            steps: [
              { target_accept_percentage: 1, duration: '0s' },
              { target_accept_percentage: 25, duration: '60s' },
              { target_accept_percentage: 100, duration: '120s' },
            ],
          },
        },
      },
    },
  ],
});

/** The same with a reset above 76, 1 % beside the forward below 75, and steps close to each other. */
export function closeThresholds(circuit: ReturnType<typeof checkoutCircuit>): typeof circuit {
  const { components } = structuredClone(circuit);
  components[3] = decider('LATENCY', 'gt', 76, 'RESET_0');
  const ramp = components.at(-1) as { flow_control: { load_ramp: { parameters: { steps: object[] } } } };
  ramp.flow_control.load_ramp.parameters.steps = [1, 2, 3, 4, 5, 6, 25, 50, 51, 100].map((target) => ({
    target_accept_percentage: target,
    duration: '1s',
  }));
  return { ...circuit, components };
}

/**
 * Runs a circuit on a scenario written as YAML; `as` overwrites facts of the result's source (to pose as
 * history).
 */
export async function rehearse(
  circuit: Parameters<typeof compile>[0],
  document: string,
  options: { readonly start?: boolean; readonly as?: Partial<RunResult['source']> } = {},
): Promise<Rehearsal> {
  const { plan, diagnostics } = compile(circuit, () => ({}));
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  const ready = scenario(parseYaml(document, 'scenario.yaml').value as ScenarioDocument, {
    name: 'test',
    interval: plan.interval,
    queries: plan.queries,
    rampDuration: rampOf(plan)?.duration ?? 0,
    labelKey: '',
    passThrough: () => [],
    placeOf: () => ({}),
  });
  if (!ready.scenario) throw new Error(JSON.stringify(ready.diagnostics));
  const initial = { rollout: options.start ?? true };
  const { source, planned } = ready.scenario;
  const { result, series } = await run({
    policy: 'checkout-v2',
    plan,
    source,
    exactSeries: true,
    steering: { initial, planned },
  });
  return {
    plan,
    series,
    result: options.as ? { ...result, source: { ...result.source, ...options.as } } : result,
  };
}
