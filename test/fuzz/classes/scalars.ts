import { dumpYaml } from '../../../src/text/yaml.ts';
import { each } from '../fuzz-class.ts';
import { ODD_SCALARS } from '../odd-scalars.ts';
import type { World } from '../world.ts';

const FILE = 'values.yaml';
const given = ['--values-file', FILE];
const HOLE = 'here';

type Path = readonly (string | number)[];

/** The fields of values that hold one scalar, of every driver. */
const FIELDS: readonly Path[] = [
  ['policy', 'policy_name'],
  ['policy', 'evaluation_interval'],
  ['policy', 'rollout'],
  ['policy', 'forward_when'],
  ['policy', 'load_ramp', 'sampler', 'label_key'],
  ['policy', 'load_ramp', 'sampler', 'selectors', 0, 'service'],
  ['policy', 'load_ramp', 'sampler', 'selectors', 0, 'control_point'],
  ['policy', 'load_ramp', 'steps', 0, 'target_accept_percentage'],
  ['policy', 'load_ramp', 'steps', 0, 'duration'],
  ['policy', 'drivers', 'promql_drivers', 0, 'query_string'],
  ['policy', 'drivers', 'promql_drivers', 0, 'criteria', 'forward', 'operator'],
  ['policy', 'drivers', 'promql_drivers', 0, 'criteria', 'forward', 'threshold'],
  ['policy', 'drivers', 'average_latency_drivers', 0, 'window'],
  ['policy', 'drivers', 'average_latency_drivers', 0, 'criteria', 'reset', 'threshold'],
  ['policy', 'drivers', 'percentile_latency_drivers', 0, 'percentile'],
  ['policy', 'drivers', 'percentile_latency_drivers', 0, 'flux_meter', 'attribute_key'],
  ['policy', 'drivers', 'ema_latency_drivers', 0, 'ema', 'ema_window'],
  ['policy', 'drivers', 'ema_latency_drivers', 0, 'criteria', 'backward', 'latency_tolerance_multiplier'],
  ['policy', 'components', 0, 'variable', 'constant_output', 'value'],
  ['policy', 'components', 0, 'variable', 'out_ports', 'output', 'signal_name'],
  ['dashboard', 'title'],
  ['dashboard', 'time_from'],
  ['dashboard', 'extra_filters', 'env'],
];

const selectors = [{ service: 's', control_point: 'c' }];

/** Values of every driver. */
const sound = () => ({
  policy: {
    policy_name: 'p',
    evaluation_interval: '1s',
    rollout: true,
    forward_when: 'all',
    load_ramp: {
      sampler: { label_key: 'l', selectors },
      steps: [{ target_accept_percentage: 1, duration: '0s' }],
    },
    drivers: {
      promql_drivers: [{ query_string: 'up', criteria: { forward: { operator: 'gt', threshold: 0 } } }],
      average_latency_drivers: [{ selectors, window: '1m', criteria: { reset: { threshold: 9 } } }],
      percentile_latency_drivers: [
        {
          flux_meter: { selectors, attribute_key: 'a' },
          percentile: 95,
          criteria: { reset: { threshold: 9 } },
        },
      ],
      ema_latency_drivers: [
        {
          selectors,
          ema: { ema_window: '60s', warmup_window: '10s' },
          criteria: { backward: { latency_tolerance_multiplier: 1.1 } },
        },
      ],
    },
    components: [
      { variable: { constant_output: { value: 1 }, out_ports: { output: { signal_name: 'X' } } } },
    ],
  },
  dashboard: { title: 't', time_from: 'now-1h', extra_filters: { env: 'prod' } },
});

/** The values with that text where the scalar at `path` stands. */
function withScalar(path: Path, scalar: string): string {
  const values = structuredClone(sound());
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], values);
  (parent as Record<string | number, unknown>)[path.at(-1)!] = HOLE;
  return `# blueprint: base\n${dumpYaml(values).replace(HOLE, () => scalar)}`;
}

/** Every odd scalar in every field; what validate refuses render refuses, too. */
export const scalars = each(
  FIELDS.flatMap((path) => ODD_SCALARS.map((scalar) => ({ path, scalar }))),
  async (world: World, { path, scalar }) => {
    world.fill({ [FILE]: withScalar(path, scalar) });
    const validated = await world.run(['blueprints', 'validate', ...given, '-o', 'json']);
    const rendered = await world.run(['policy', 'render', ...given, '-o', 'json']);
    if (validated.exit !== rendered.exit) world.refuse('validate and render differ', validated, rendered);
  },
);
