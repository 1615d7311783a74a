import { describe, expect, test } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { renderBlueprint } from '../../../src/blueprint/render.ts';
import { compile } from '../../../src/circuit/compile.ts';
import { diff } from '../../../src/policy/diff.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

type Given = Parameters<typeof renderedPlan>[0];
const textsOf = (before: Given, after: Given) =>
  diff(renderedPlan(before), renderedPlan(after)).map(({ text }) => text);

const steps = (...stages: string[]) =>
  `[${stages.map((stage) => `{target_accept_percentage: ${stage.split(',')[0]}, duration: ${stage.split(',')[1]}}`).join(', ')}]`;
const average = (criteria: string, service = 'any') =>
  `{selectors: [{service: ${service}, control_point: c}], window: 30s, criteria: ${criteria}}`;
const promql = (query: string, criteria = '{reset: {operator: gt, threshold: 1}}') =>
  `{query_string: '${query}', criteria: ${criteria}}`;
const ema = (window: string, multiplier: number) =>
  `{selectors: [{service: any, control_point: c}], window: 30s, ema: {ema_window: ${window}, warmup_window: 10s}, criteria: {reset: {latency_tolerance_multiplier: ${multiplier}}}}`;
const averages = (...drivers: string[]): Given => ({
  drivers: `{average_latency_drivers: [${drivers.join(', ')}]}`,
});
const queries = (...drivers: string[]): Given => ({ drivers: `{promql_drivers: [${drivers.join(', ')}]}` });
const emas = (...drivers: string[]): Given => ({ drivers: `{ema_latency_drivers: [${drivers.join(', ')}]}` });
const alerter = (name: string, delay = '60s') =>
  `components: [{ema: {parameters: {ema_window: ${delay}, warmup_window: 10s}, in_ports: {input: {constant_signal: {value: 1}}}, out_ports: {output: {signal_name: ${name}}}}}]\n  resources: {}`;

describe('diff', () => {
  test.each<[string, Given, Given, string[]]>([
    ['nothing', {}, {}, []],
    ['spelling', { steps: steps('1,0s', '100,5m') }, { steps: steps('1.0,0ms', '100,300s') }, []],
    [
      'how forward criteria go together',
      averages(average('{forward: {threshold: 1}}'), average('{forward: {threshold: 2}}')),
      {
        ...averages(average('{forward: {threshold: 1}}'), average('{forward: {threshold: 2}}')),
        more: 'forward_when: all\n  components: []\n  resources: {}',
      },
      ['forward when: any -> all'],
    ],
    ['spelling of an average', emas(ema('5m', 1.2)), emas(ema('300s', 1.2)), []],
    ['space in a query', queries(promql('sum( x )')), queries(promql('sum(  x )')), []],
    [
      'a target',
      { steps: steps('1,0s', '25,1h', '100,1h') },
      { steps: steps('1,0s', '30,1h', '100,1h') },
      ['step 2: 25 % -> 30 %'],
    ],
    [
      'a duration',
      { steps: steps('1,0s', '100,2h') },
      { steps: steps('1,0s', '100,150m') },
      ['duration of step 2: 2 h -> 2 h 30 min'],
    ],
    [
      'a duration by a second',
      { steps: steps('1,0s', '100,1h30m') },
      { steps: steps('1,0s', '100,1h30m1s') },
      ['duration of step 2: 1 h 30 min -> 1 h 30 min 1 s'],
    ],
    [
      'a duration by a millisecond',
      { steps: steps('1,0s', '100,90s') },
      { steps: steps('1,0s', '100,90.001s') },
      ['duration of step 2: 1 min 30 s -> 1m30.001s'],
    ],
    [
      'one more step',
      { steps: steps('1,0s') },
      { steps: steps('1,0s', '100,1h') },
      ['step 2: added (100 % in 1 h)'],
    ],
    [
      'one step less',
      { steps: steps('1,0s', '100,1h') },
      { steps: steps('1,0s') },
      ['step 2: removed (100 % in 1 h)'],
    ],
    ['the start', {}, { rollout: 'true' }, ['rollout at the start: off -> on']],
    [
      'the name',
      averages(average('{reset: {threshold: 9}}')),
      { ...averages(average('{reset: {threshold: 9}}')), name: 'q' },
      ['policy name: p -> q'],
    ],
    [
      'the interval',
      averages(average('{reset: {threshold: 9}}')),
      { ...averages(average('{reset: {threshold: 9}}')), interval: '10s' },
      ['evaluation interval: 1 s -> 10 s', 'evaluation interval of AVERAGE_LATENCY_0: 1 s -> 10 s'],
    ],
    [
      'a threshold',
      averages(average('{reset: {threshold: 100}}')),
      averages(average('{reset: {threshold: 120}}')),
      ['reset threshold of AVERAGE_LATENCY_0: 100 -> 120'],
    ],
    [
      'an operator',
      queries(promql('x', '{reset: {operator: gt, threshold: 1}}')),
      queries(promql('x', '{reset: {operator: gte, threshold: 1}}')),
      ['reset operator of PROMQL_0: > -> >='],
    ],
    [
      'a criterion',
      averages(average('{reset: {threshold: 9}}')),
      averages(average('{forward: {threshold: 5}, reset: {threshold: 9}}')),
      ['forward of AVERAGE_LATENCY_0: added (< 5)'],
    ],
    [
      'an average',
      emas(ema('300s', 1.2)),
      emas(ema('10m', 1.5)),
      [
        'ema_window of LATENCY_0: 5 min -> 10 min',
        'reset threshold of LATENCY_0: 1.2 x average -> 1.5 x average',
      ],
    ],
    [
      'a query',
      queries(promql('sum(x)')),
      queries(promql('sum(y)')),
      ['query of PROMQL_0: sum(x) -> sum(y)'],
    ],
    [
      'a selector of a driver',
      averages(average('{reset: {threshold: 9}}', 'a')),
      averages(average('{reset: {threshold: 9}}', 'b')),
      ['selectors[0].service of AVERAGE_LATENCY_0: "a" -> "b"'],
    ],
    [
      'a driver more',
      queries(promql('x')),
      queries(promql('x'), promql('y')),
      ['PROMQL_1: added (y, reset > 1)'],
    ],
    [
      'the first of two drivers',
      queries(promql('x'), promql('y')),
      queries(promql('y')),
      ['PROMQL_0: removed (x, reset > 1)', 'PROMQL_1: is now PROMQL_0'],
    ],
    [
      'the first of two latencies',
      averages(average('{reset: {threshold: 9}}', 'a'), average('{reset: {threshold: 9}}', 'b')),
      averages(average('{reset: {threshold: 9}}', 'b')),
      ['AVERAGE_LATENCY_0: removed (reset > 9)', 'AVERAGE_LATENCY_1: is now AVERAGE_LATENCY_0'],
    ],
    [
      'another sort of driver',
      queries(promql('x')),
      averages(average('{reset: {threshold: 9}}')),
      ['PROMQL_0: removed (x, reset > 1)', 'AVERAGE_LATENCY_0: added (reset > 9)'],
    ],
    [
      'the sampler',
      {},
      { sampler: '{label_key: user, selectors: [{service: any, control_point: other}]}' },
      [
        'load ramp: sampler.selectors[0].control_point: "ingress" -> "other"',
        'load ramp: sampler.label_key: "" -> "user"',
      ],
    ],
    [
      'a component',
      { more: alerter('X') },
      { more: alerter('X', '2m') },
      ['component X: parameters.ema_window: 1 min -> 2 min'],
    ],
    ['a component more', {}, { more: alerter('X') }, ['component X: added (ema)']],
    ['a component in another spelling', { more: alerter('X', '60s') }, { more: alerter('X', '1m') }, []],
    [
      'resources',
      {},
      { more: 'components: []\n  resources: {flow_control: {classifiers: [{rego: a}]}}' },
      ['resources: flow_control.classifiers[0].rego: added ("a")'],
    ],
  ])('%s', (_, before, after, lines) => {
    expect(textsOf(before, after)).toEqual(lines);
    expect(textsOf(after, before)).toHaveLength(lines.length);
  });

  test('the dashboard of values', () => {
    const plan = renderedPlan({});
    expect(
      diff({ ...plan, dashboard: { title: 'a' } }, { ...plan, dashboard: { title: 'b' } }).map(
        ({ text }) => text,
      ),
    ).toEqual(['dashboard: title: "a" -> "b"']);
  });

  test('is data too', () => {
    expect(diff(renderedPlan({ steps: steps('1,0s') }), renderedPlan({ steps: steps('2,0s') }))).toEqual([
      { change: 'changed', subject: 'step 1', before: 1, after: 2, text: 'step 1: 1 % -> 2 %' },
    ]);
  });
});

const EVERYTHING = `policy:
  policy_name: p
  evaluation_interval: 2s
  rollout: false
  load_ramp:
    sampler: {label_key: user, selectors: [{service: s, control_point: c, agent_group: g}]}
    steps: [{target_accept_percentage: 5, duration: 10s}, {target_accept_percentage: 50, duration: 20s}]
  drivers:
    promql_drivers: [{query_string: q, criteria: {forward: {operator: lt, threshold: 1}, backward: {operator: gt, threshold: 2}, reset: {operator: gte, threshold: 3}}}]
    average_latency_drivers: [{selectors: [{service: s, control_point: c}], window: 40s, criteria: {forward: {threshold: 1}, reset: {threshold: 2}}}]
    percentile_latency_drivers: [{flux_meter: {selectors: [{service: s, control_point: c}], attribute_key: k}, percentile: 90, criteria: {reset: {threshold: 2}}}]
    ema_latency_drivers: [{selectors: [{service: s, control_point: c}], ema: {ema_window: 60s, warmup_window: 9s}, criteria: {forward: {latency_tolerance_multiplier: 1.5}}}]
  components:
    - decider: {operator: gt, true_for: 4s, in_ports: {lhs: {signal_name: PROMQL_0}, rhs: {constant_signal: {value: 7}}}, out_ports: {output: {signal_name: X}}}
    - alerter: {in_ports: {signal: {signal_name: X}}, parameters: {alert_name: a, severity: info}}
  resources: {flow_control: {classifiers: [{selectors: [{control_point: c}], rules: {user: {extractor: {from: f}}}}]}}
`;

/** Other legal values for every kind of leaf. */
const OTHER: Readonly<Record<string, unknown>> = {
  lt: 'lte',
  gt: 'lt',
  gte: 'gt',
  info: 'crit',
  PROMQL_0: 'RESET',
  X: 'RESET',
};

describe('no change of a value goes unseen', async () => {
  const blueprint = await findBlueprint('base');
  const subjectOf = async (value: unknown) => {
    const policy = await renderBlueprint(blueprint, { ...document, value });
    const { plan, diagnostics } = compile(policy.resource.spec.circuit, policy.placeOf);
    if (!plan) throw new Error(JSON.stringify(diagnostics));
    return { resource: policy.resource, plan };
  };
  const document = parseYaml(EVERYTHING, 'values.yaml');
  const before = await subjectOf(document.value);

  test.each(leavesOf(document.value))('$path', async ({ path, put, value }) => {
    const isOutput = path.includes('/out_ports/');
    const changed = isOutput
      ? JSON.parse(JSON.stringify(document.value).replaceAll(`"${value}"`, '"Y"'))
      : put(otherThan(value));
    expect(diff(before, await subjectOf(changed))).not.toEqual([]);
  });
});

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 0.25;
  return OTHER[String(value)] ?? (/^\d+s$/.test(String(value)) ? '33s' : `${value}x`);
}

interface Leaf {
  readonly path: string;
  readonly value: unknown;
  /** The whole document with another value there. */
  readonly put: (value: unknown) => unknown;
}

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value, put: (other) => other }];
  return Object.entries(value).flatMap(([key, entry]) =>
    leavesOf(entry, `${path}/${key}`).map((leaf) => ({
      ...leaf,
      put: (other) =>
        Array.isArray(value)
          ? value.with(Number(key), leaf.put(other))
          : { ...value, [key]: leaf.put(other) },
    })),
  );
}
