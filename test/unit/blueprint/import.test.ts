import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCondition } from '../../../src/blueprint/import/condition.ts';
import { importedText, importValues } from '../../../src/blueprint/import.ts';
import type { Plan } from '../../../src/circuit/plan.ts';
import { compileLoaded, policyOfValues } from '../../../src/cli/load-policy.ts';
import { type Diagnostic, RolloutError } from '../../../src/errors/rollout-error.ts';
import { EXPORTS, exportJson, exportText } from '../../../src/render/export.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { randomBlueprintRollout } from '../../support/random-rollout.ts';
import { BLUEPRINTS, exampleValues } from '../../support/values.ts';
import { argoText, flaggerText } from '../../support/written-by-hand.ts';

const planOf = async (text: string): Promise<Plan> =>
  compileLoaded(await policyOfValues(text, { valuesFile: 'values.yaml' })).plan;

const exported = (tool: string, plan: Plan, name = 'checkout') =>
  EXPORTS[tool]!.write({ name, plan, rules: undefined, prometheus: undefined, workload: undefined });

/** What importing says, as `line:column code`, with what it is about. */
const places = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);

async function faultOf(tool: string, text: string): Promise<string> {
  const problem = await importValues(tool, text, 'a.yaml').catch((thrown) => thrown);
  expect(problem).toBeInstanceOf(RolloutError);
  return places((problem as RolloutError).diagnostics)[0]!;
}

describe('a Rollout as its documentation writes one', () => {
  test('is a ramp that goes to each weight at once; what succeeds moves it, what fails resets it', async () => {
    const { values, losses } = await importValues('argo', argoText, 'a.yaml');
    expect(values).toEqual({
      policy: {
        policy_name: 'checkout-v2',
        evaluation_interval: '30s',
        load_ramp: {
          sampler: { selectors: [{ service: 'checkout', control_point: 'ingress' }] },
          steps: [
            { target_accept_percentage: 1, duration: '30m' },
            { target_accept_percentage: 25, duration: '0s' },
            { target_accept_percentage: 25, duration: '2h' },
            { target_accept_percentage: 100, duration: '0s' },
          ],
        },
        drivers: {
          promql_drivers: [
            {
              title: 'error-rate',
              query_string:
                'sum(rate(http_requests_total{job="checkout", code=~"5.."}[2m]))\n/ sum(rate(http_requests_total{job="checkout"}[2m]))',
              criteria: {
                forward: { operator: 'lt', threshold: 0.01 },
                reset: { operator: 'gt', threshold: 0.05 },
              },
            },
          ],
        },
      },
    });
    expect(places(losses)).toEqual([]);
  });

  test.each([
    ['- setWeight: 20\n- pause: {}', [20, 0], ['a pause', 'who promotes it: the ramp ends at 20 %']],
    [
      '- setWeight: 20\n- pause: {duration: 60}\n- pause: {}\n- setWeight: 50',
      [20, 60, 50, 0, 100, 0],
      ['approvals: [{before_step: 2}]'],
    ],
    ['- pause: {duration: 1m}\n- setWeight: 50\n- pause:', [0, 60, 50, 0], ['who promotes it']],
    [
      '- setWeight: 10\n- setCanaryScale: {replicas: 2}\n- experiment: {templates: []}',
      [10, 0, 100, 0],
      ['setCanaryScale of a step'],
    ],
  ])('%s', async (steps, ramp, said) => {
    const text = `kind: Rollout\nmetadata: {name: a}\nspec:\n  strategy:\n    canary:\n      steps:\n${steps.replace(/^/gm, '        ')}\n`;
    const { values, losses } = await importValues('argo', text, 'a.yaml');
    const plan = await planOf(await importedText({ values, losses }, () => 's'));
    expect(rampOf(plan)!.steps.flatMap(({ target, duration }) => [target, duration])).toEqual(ramp);
    expect(places(losses).join('\n')).toContain(said.at(-1));
  });
});

describe('a Canary as its documentation writes one', () => {
  test('is a ramp with a step each interval, and a criterion for each end of a range', async () => {
    const { values, losses } = await importValues('flagger', flaggerText, 'a.yaml');
    const plan = await planOf(await importedText({ values, losses }, () => 's'));
    expect(rampOf(plan)!.steps.slice(0, 4)).toEqual([
      { target: 5, duration: 60 },
      { target: 10, duration: 0 },
      { target: 10, duration: 60 },
      { target: 15, duration: 0 },
    ]);
    expect(rampOf(plan)!.steps.at(-1)).toEqual({ target: 100, duration: 0 });
    const { promql_drivers } = (
      values as {
        policy: { drivers: { promql_drivers: { title: string; query_string: string; criteria: object }[] } };
      }
    ).policy.drivers;
    expect(promql_drivers.map(({ title, criteria }) => [title, criteria])).toEqual([
      [
        'request-success-rate',
        { forward: { operator: 'gte', threshold: 99 }, reset: { operator: 'lt', threshold: 99 } },
      ],
      [
        '404s percentage',
        { forward: { operator: 'lte', threshold: 5 }, reset: { operator: 'gt', threshold: 5 } },
      ],
    ]);
    expect(promql_drivers[1]!.query_string).toContain('destination_workload="podinfo"');
    expect(promql_drivers[1]!.query_string).toContain('[1m]');
    expect(places(losses)).toEqual(
      [
        '27:9 IMPORT_LOST not in the values: webhook load-test of type rollout',
        '15:7 IMPORT_LOST not in the values: metric request-success-rate of Flagger itself: it is asked of Istio',
        '11:5 IMPORT_LOST not in the values: threshold 10: the first check outside its range resets',
      ].map((one) => expect.stringContaining(one.replace(/^\d+:\d+ /, ''))),
    );
  });
});

test.each([
  ['result[0] >= 0.95', false, ['gte 0.95']],
  ['0.95 <= result', false, ['gte 0.95']],
  ['len(result) == 0 || isNaN(result[0]) || result[0] < 5', false, ['lt 5']],
  ['!isNaN(result[0]) && result[0] > 1e3 && result[0] < -2.5', false, ['gt 1000', 'lt -2.5']],
  ['asFloat(result[0]) == 1 || result[0] == 2', true, ['eq 1', 'eq 2']],
  ['default(result, 0) < 5', false, ['lt 5']],
  ['!(result[0] > 3)', false, ['lte 3']],
])('the condition %s', (text, isAny, comparisons) => {
  const found = readCondition(text);
  expect(found?.isAny).toBe(isAny);
  expect(found?.comparisons.map(({ operator, threshold }) => `${operator} ${threshold}`)).toEqual(
    comparisons,
  );
});

test.each([
  'true',
  'result',
  'result[0] > result[1]',
  'result.p99 < 5',
  'all(result, # > 1)',
  'result[0] > 1e999',
  'result[0] > 1 && result[0] < 2 || true',
  '',
])('the condition %j is more than comparisons', (text) => expect(readCondition(text)).toBeUndefined());

interface Analysed {
  /** Of its background analysis. */
  readonly args: string;
  readonly steps: string;
  /** What its one metric has besides a name. */
  readonly metric: string;
}

/** A Rollout whose background analysis is a template with one metric. */
const analysed = ({ args, steps, metric }: Analysed): string => `kind: Rollout
metadata: {name: a}
spec:
  strategy:
    canary:
      analysis: {templates: [{templateName: t}], args: [${args}]}
      steps:
      ${steps}
---
kind: AnalysisTemplate
metadata: {name: t}
spec:
  metrics:
  - name: m
    ${metric}
`;

describe('what is not read is said once, with its place', () => {
  const twice = analysed({
    args: '{name: x, value: one}',
    steps: `- setWeight: 5
      - setWieght: 20
      - analysis: {templates: [{templateName: t}], args: [{name: x, value: two}]}`,
    metric: `failureCondition: ''
    initialDelay: 1m
    provider: {prometheus: {query: 'sum(up{a="{{args.x}}"})', headers: [{key: X-Scope-OrgID, value: a}]}}`,
  });

  test('a step and a key that are not read, and a metric without a condition', async () => {
    const { losses } = await importValues('argo', twice, 'a.yaml');
    expect(places(losses)).toEqual([
      '9:9 IMPORT_LOST not in the values: setWieght of a step',
      '18:5 IMPORT_LOST not in the values: initialDelay of metric m',
      '19:63 IMPORT_LOST not in the values: headers of metric m',
      '16:5 IMPORT_LOST not in the values: metric m: it has no condition',
    ]);
  });

  test('an empty condition is none: what succeeds no more resets', async () => {
    const text = twice.replace(
      "failureCondition: ''",
      "failureCondition: ''\n    successCondition: result[0] > 1",
    );
    const { values } = await importValues('argo', text, 'a.yaml');
    expect(JSON.stringify(values)).toContain('"criteria":{"reset":{"operator":"lte","threshold":1}}');
  });
});

describe('an interval and a limit may be arguments', () => {
  const text = (args: string) =>
    analysed({
      args,
      steps: `- setWeight: 5
      - pause: {duration: 1m}`,
      metric: `interval: "{{args.every}}"
    failureLimit: "{{ args.limit }}"
    successCondition: result[0] > 1
    provider: {prometheus: {query: 'sum(up)'}}`,
    });
  const named = (name: string, value: string) => `{name: ${name}, value: "${value}"}`;
  const read = async (args: string) => {
    const { values, losses } = await importValues('argo', text(args), 'a.yaml');
    const { policy } = values as { readonly policy: { readonly evaluation_interval?: string } };
    return [policy.evaluation_interval, places(losses)];
  };

  test('with their values', async () => {
    expect(await read(`${named('every', '20s')}, ${named('limit', '3')}`)).toEqual([
      '20s',
      [
        '17:5 IMPORT_LOST not in the values: failureLimit of metric m: the first measurement that fails resets',
      ],
    ]);
  });

  test('one without a value is a loss', async () => {
    expect(await read(named('limit', '0'))).toEqual([
      '10s',
      ['16:5 IMPORT_LOST not in the values: argument every: it has no value in the file; put it in'],
    ]);
  });

  test('one that is none is a fault at its place', async () => {
    expect(await faultOf('argo', text(`${named('every', 'soon')}, ${named('limit', '0')}`))).toMatch(
      /^16:5 VALUES_TYPE .*a duration/,
    );
  });
});

describe('what cannot be read has its place', () => {
  const rollout = (canary: string) =>
    `kind: Rollout\nmetadata: {name: a}\nspec: {strategy: {canary:\n  ${canary}}}`;
  test.each([
    ['argo', 'kind: Service', '1:1 IMPORT_NONE the file holds no resource Rollout, but Service'],
    ['argo', `${rollout('{steps: [{setWeight: 5}]}')}\n---\n${rollout('{}')}`, '6:1 IMPORT_SEVERAL'],
    [
      'argo',
      'kind: Rollout\nmetadata: {name: a}\nspec: {strategy: {\n  blueGreen: {activeService: a}}}',
      '4:3 IMPORT_NO_WEIGHTS',
    ],
    ['argo', rollout('{steps: 5}'), '4:4 VALUES_TYPE spec.strategy.canary.steps must be a list, got 5'],
    ['argo', rollout('{steps: [{setWeight: a}]}'), '4:13 VALUES_TYPE'],
    [
      'argo',
      rollout('{steps: [{setWeight: 120}]}'),
      '4:13 VALUES_TYPE spec.strategy.canary.steps[0].setWeight must be a whole number from 0 to 100, got 120',
    ],
    ['argo', rollout('{trafficRouting: {maxTrafficWeight: 0}, steps: [{setWeight: 1}]}'), '4:52 VALUES_TYPE'],
    [
      'flagger',
      'kind: Canary\nmetadata: {name: a}\nspec:\n  analysis: {stepWeight: 0.5}',
      '4:14 VALUES_TYPE spec.analysis.stepWeight must be a whole number from 0 to 100, got 0.5',
    ],
    ['argo', rollout('{steps: [{setWeight: 5}, {pause: {duration: soon}}]}'), '4:37 VALUES_TYPE'],
    [
      'argo',
      rollout('{steps: [{setWeight: 5}], analysis: {templates: [{templateName: gone}]}}'),
      '4:53 IMPORT_TEMPLATE the file holds no AnalysisTemplate gone',
    ],
    [
      'argo',
      `${rollout('{steps: [{setWeight: 5}], analysis: {templates: [{templateName: t}]}}')}\n---\n{kind: AnalysisTemplate, metadata: {name: t}, spec: {metrics: [{name: m, failureCondition: result > 1, provider: {prometheus: {query: "sum("}}}]}}`,
      '6:128 IMPORT_QUERY the query of m is no PromQL',
    ],
    ['argo', 'kind: Rollout\nmetadata: {name: A_b}', '2:12 VALUES_FORMAT'],
    ['argo', 'kind: Rollout\nmetadata: {}', '2:1 VALUES_MISSING_KEY'],
    ['argo', 'a: [', '1:5 YAML_SYNTAX'],
    ['argo', '---\n---\n', '1:1 YAML_EMPTY'],
    ['argo', '- 5', '1:1 VALUES_TYPE'],
    [
      'flagger',
      'kind: Canary\nmetadata: {name: a}\nspec: {analysis: {iterations: 5}}',
      '3:19 IMPORT_NO_WEIGHTS',
    ],
    [
      'flagger',
      'kind: Canary\nmetadata: {name: a}\nspec: {analysis: {stepWeight: 5, metrics: [{name: m, templateRef: {name: gone}}]}}',
      '3:68 IMPORT_TEMPLATE the file holds no MetricTemplate gone',
    ],
  ])('%s %j', async (tool, text, fault) => {
    expect(await faultOf(tool, text)).toContain(fault);
  });

  test('whatever somebody breaks of a file', async () => {
    const texts = { argo: argoText, flagger: flaggerText };
    const tool = fc.constantFrom('argo' as const, 'flagger' as const);
    const piece = fc.constantFrom(
      '[]',
      '{}',
      '5',
      'null',
      '"',
      ': ',
      '- ',
      '&a',
      '*a',
      '{{',
      '\t',
      '.nan',
      '1e999',
      '',
    );
    const broken = fc.asyncProperty(tool, fc.nat(2000), fc.nat(8), piece, async (one, at, length, put) => {
      const text = texts[one];
      const cut = at % text.length;
      const given = text.slice(0, cut) + put + text.slice(cut + length);
      const made = await importValues(one, given, 'a.yaml').catch((thrown) => thrown);
      if (made instanceof RolloutError) {
        for (const { line, column, file } of made.diagnostics)
          expect([file, line! > 0, column! > 0]).toEqual(['a.yaml', true, true]);
        return;
      }
      await planOf(await importedText(made, () => 's'));
    });
    await fc.assert(broken, { numRuns: 300 });
  });
});

describe('what is exported reads back', () => {
  const back = async (tool: string, text: string): Promise<Plan> =>
    planOf(await importedText(await importValues(tool, text, 'a.yaml'), () => 's'));

  test.each(BLUEPRINTS.flatMap((blueprint) => ['argo', 'flagger'].map((tool) => [blueprint, tool] as const)))(
    'the example of %s, for %s',
    async (blueprint, tool) => {
      const made = exported(tool, await planOf(exampleValues(blueprint)));
      expect(exported(tool, await back(tool, exportText(made, 'x'))).resources).toEqual(made.resources);
      expect(exported(tool, await back(tool, exportJson(made))).resources).toEqual(made.resources);
    },
  );

  /** The order of metrics means nothing. */
  const inOrder = (resources: readonly object[]): object[] =>
    JSON.parse(JSON.stringify(resources), (key, value) =>
      key === 'metrics' ? value.sort((a: Named, b: Named) => (a.name < b.name ? -1 : 1)) : value,
    ) as object[];

  test('any rollout of any blueprint has the same weights, times, queries and thresholds', async () => {
    const any = fc.asyncProperty(
      randomBlueprintRollout,
      fc.constantFrom('argo', 'flagger'),
      async (plan, tool) => {
        if (!rampOf(plan)!.steps.some(({ target }) => target > 0)) return;
        const made = exported(tool, plan);
        const again = exported(tool, await back(tool, exportText(made, 'x')));
        expect(inOrder(again.resources)).toEqual(inOrder(made.resources));
      },
    );
    await fc.assert(any, { numRuns: 60 });
  });
});

interface Named {
  readonly name: string;
}

describe('beside one that is written by hand', () => {
  // biome-ignore lint/suspicious/noExplicitAny: resources of other projects, read at known places
  const again = async (tool: string, text: string): Promise<any[]> => {
    const imported = await importValues(tool, text, 'a.yaml');
    return JSON.parse(
      JSON.stringify(
        exported(tool, await planOf(await importedText(imported, () => 's')), 'podinfo').resources,
      ),
    );
  };

  test('a Rollout has the same weights and pauses, queries and bounds', async () => {
    const [rollout, forward, reset] = await again('argo', argoText);
    const steps = rollout.spec.strategy.canary.steps.filter((step: object) => !('analysis' in step));
    expect(steps).toEqual([
      { setWeight: 1 },
      { pause: { duration: '30m' } },
      { setWeight: 25 },
      { pause: { duration: '2h' } },
      { setWeight: 100 },
    ]);
    expect(forward.spec.metrics[0].successCondition).toBe('len(result) > 0 && result[0] < 0.01');
    expect(reset.spec.metrics[0].failureCondition).toBe('len(result) > 0 && result[0] > 0.05');
    expect(reset.spec.metrics[0].interval).toBe('30s');
  });

  test('a Canary has the same interval, weights and ranges', async () => {
    const [{ spec }, ...templates] = await again('flagger', flaggerText);
    expect(spec.targetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' });
    expect(spec.analysis).toMatchObject({ interval: '1m', maxWeight: 50, stepWeight: 5 });
    expect(spec.analysis.metrics).toEqual([
      expect.objectContaining({ name: 'request-success-rate', thresholdRange: { min: 99 }, interval: '1m' }),
      expect.objectContaining({ name: '404s-percentage', thresholdRange: { max: 5 }, interval: '1m' }),
    ]);
    expect(templates).toHaveLength(2);
  });
});
