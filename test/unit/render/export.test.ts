import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/circuit/plan.ts';
import { compileLoaded, policyOfValues } from '../../../src/cli/load-policy.ts';
import type { ExportSubject } from '../../../src/render/export/subject.ts';
import { EXPORTS, exportJson, exportText } from '../../../src/render/export.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { loadPromql } from '../../../src/text/promql.ts';
import { randomRollout } from '../../support/random-rollout.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';
import { hasDefinitions, resourceFaults } from '../../support/resource-definitions.ts';

const subject = (plan: Plan, more: Partial<ExportSubject> = {}): ExportSubject => ({
  name: 'checkout-v2',
  plan,
  rules: undefined,
  prometheus: undefined,
  workload: undefined,
  ...more,
});

const writtenFor = (tool: string, plan: Plan, more: Partial<ExportSubject> = {}) =>
  EXPORTS[tool]!.write(subject(plan, more));

// biome-ignore lint/suspicious/noExplicitAny: resources of other projects, read at known places
const read = (resources: readonly object[]): any[] => resources as any[];

const errorRate = (criteria: string, query = 'sum(rate(errors[1m]))') =>
  `promql_drivers:\n  - {query_string: '${query}', criteria: ${criteria}}`;

const ALL = errorRate(
  '{forward: {operator: lt, threshold: 0.01}, backward: {operator: gt, threshold: 0.02}, reset: {operator: gte, threshold: 0.05}}',
);
const WHOLE_STEPS =
  '[{target_accept_percentage: 5, duration: 600s}, {target_accept_percentage: 20, duration: 0s}, {target_accept_percentage: 20, duration: 600s}, {target_accept_percentage: 100, duration: 0s}]';

describe('for Argo Rollouts', () => {
  test('a weight stays for its time, then the next one waits for the criteria; a reset aborts at any time', () => {
    const { plan } = renderedPlan({ drivers: ALL, steps: WHOLE_STEPS, interval: '10s' });
    const [rollout, forward, reset] = read(writtenFor('argo', plan).resources);
    const gate = { analysis: { templates: [{ templateName: 'checkout-v2-forward' }] } };
    expect(rollout.spec.strategy.canary).toEqual({
      analysis: { templates: [{ templateName: 'checkout-v2-reset' }] },
      steps: [
        { setWeight: 5 },
        { pause: { duration: '10m' } },
        gate,
        { setWeight: 20 },
        { pause: { duration: '10m' } },
        gate,
        { setWeight: 100 },
      ],
    });
    const prometheus = {
      prometheus: { address: 'http://prometheus.monitoring:9090', query: 'sum(rate(errors[1m]))\n' },
    };
    expect(forward.spec.metrics).toEqual([
      {
        name: 'promql-0',
        interval: '10s',
        successCondition: 'len(result) > 0 && result[0] < 0.01',
        consecutiveSuccessLimit: 1,
        failureLimit: -1,
        provider: prometheus,
      },
      {
        name: 'promql-0-backward',
        interval: '10s',
        successCondition: 'len(result) == 0 || !(result[0] > 0.02)',
        consecutiveSuccessLimit: 1,
        failureLimit: -1,
        provider: prometheus,
      },
    ]);
    expect(reset.spec.metrics).toEqual([
      {
        name: 'promql-0',
        interval: '10s',
        failureCondition: 'len(result) > 0 && result[0] >= 0.05',
        failureLimit: 0,
        provider: prometheus,
      },
    ]);
  });

  test('a ramp that grows within its steps jumps after them, and one that ends below 100 % waits there', () => {
    const steps =
      '[{target_accept_percentage: 1.5, duration: 0s}, {target_accept_percentage: 50, duration: 90m}]';
    const { resources, losses } = writtenFor('argo', renderedPlan({ steps }).plan);
    const [rollout] = read(resources);
    expect(rollout.spec.strategy.canary).toEqual({
      analysis: undefined,
      steps: [{ setWeight: 1 }, { pause: { duration: '1h30m' } }, { setWeight: 50 }, { pause: {} }],
    });
    expect(losses).toEqual([
      'a Prometheus that does not answer: five errors in a row abort',
      'gradual steps: a weight stays for the duration of the step and then jumps',
      'parts of a percent: weights are rounded down',
    ]);
  });

  test('a query that gives a bare number is asked as a vector', () => {
    const queryOf = (query: string) => {
      const drivers = errorRate('{reset: {operator: gt, threshold: 1}}', query);
      return read(writtenFor('argo', renderedPlan({ drivers }).plan).resources)[1].spec.metrics[0].provider
        .prometheus.query;
    };
    expect(queryOf('scalar(sum(rate(a[1m]))) / 1e3')).toBe('vector(scalar(sum(rate(a[1m]))) / 1e3)\n');
    expect(queryOf('scalar(a) / e')).toBe('scalar(a) / e\n');
    expect(queryOf('time() # now')).toBe('vector(time() # now\n)\n');
  });

  test('a moving average is the mean over its window', () => {
    const drivers = `ema_latency_drivers:\n  - {selectors: [{service: any, control_point: c}], window: 30s, ema: {ema_window: 300, warmup_window: 60, valid_during_warmup: false, correction_factor_on_min_envelope_violation: 1, correction_factor_on_max_envelope_violation: 1}, criteria: {reset: {latency_tolerance_multiplier: 1.5}}}`;
    const { resources, losses } = writtenFor('argo', renderedPlan({ drivers }).plan);
    const [metric] = read(resources)[1].spec.metrics;
    expect(metric.failureCondition).toBe('len(result) > 0 && result[0] > 1.5');
    expect(metric.provider.prometheus.query).toMatch(/^\((.*)\)\n\/ avg_over_time\(\(\1\)\[300s:1s\]\)\n$/);
    expect(losses.at(-1)).toMatch(/^the moving average of .* is the plain mean over its window/);
  });
});

describe('for Flagger', () => {
  test('weights that stay equally long are its steps, and the range of a metric is where nothing holds', () => {
    const { plan } = renderedPlan({ drivers: ALL, steps: WHOLE_STEPS, interval: '10s' });
    const { resources, losses } = writtenFor('flagger', plan);
    const [canary, template] = read(resources);
    expect(canary.spec.analysis).toEqual({
      interval: '10m',
      threshold: 5,
      stepWeights: [5, 20],
      metrics: [
        {
          name: 'promql-0',
          templateRef: { name: 'checkout-v2-promql-0' },
          thresholdRange: { max: 0.01 },
          interval: '1m',
        },
      ],
      webhooks: undefined,
    });
    expect(template.spec).toEqual({
      provider: { type: 'prometheus', address: 'http://prometheus.monitoring:9090' },
      query: 'sum(rate(errors[1m]))\n',
    });
    expect(losses.map((loss) => loss.split(':')[0])).toEqual([
      'checks within a step',
      'missing data that holds',
      'steps back',
      'criteria by direction',
      'a reset to the first step',
      'bounds that are not met themselves',
    ]);
  });

  test('a criterion that is no range holds nothing: beside a reset alone the reset acts at once', () => {
    const drivers = errorRate(
      '{backward: {operator: eq, threshold: 1}, reset: {operator: gt, threshold: 5}}',
    );
    const { resources, losses } = writtenFor('flagger', renderedPlan({ drivers }).plan);
    const [canary] = read(resources);
    expect(canary.spec.analysis).toMatchObject({ threshold: 1, metrics: [{ thresholdRange: { max: 5 } }] });
    expect(losses).toContain('a criterion of promql-0 that is no range is left out');
    expect(losses.map((loss) => loss.split(':')[0])).not.toContain('steps back');
  });

  test('where no criterion can be written, nothing is looked at, and that is said', () => {
    const drivers = errorRate('{backward: {operator: eq, threshold: 1}}');
    const { resources, losses } = writtenFor('flagger', renderedPlan({ drivers }).plan);
    expect(read(resources)[0].spec.analysis).toMatchObject({ threshold: 1, metrics: [] });
    expect(losses.at(-1)).toBe('any criterion: the weight grows whatever the metrics are');
  });

  test('a ramp that grows has a weight at every interval; equal raises are maxWeight and stepWeight', () => {
    const grows =
      '[{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 25, duration: 30m}, {target_accept_percentage: 100, duration: 2h}]';
    const [canary] = read(writtenFor('flagger', renderedPlan({ steps: grows }).plan).resources);
    expect(canary.spec.analysis).toMatchObject({
      interval: '10m',
      threshold: 1,
      stepWeights: [1, 9, 17, 25, 31, 37, 43, 50, 56, 62, 68, 75, 81, 87, 93],
    });
    const equal =
      '[{target_accept_percentage: 10, duration: 60s}, {target_accept_percentage: 20, duration: 0s}, {target_accept_percentage: 20, duration: 60s}, {target_accept_percentage: 30, duration: 0s}]';
    const [even] = read(writtenFor('flagger', renderedPlan({ steps: equal }).plan).resources);
    expect(even.spec.analysis).toMatchObject({ interval: '1m', maxWeight: 30, stepWeight: 10 });
    expect(even.spec.analysis.webhooks[0].type).toBe('confirm-promotion');
  });
});

describe('any rollout', () => {
  const tools = Object.keys(EXPORTS);
  const own = fc.tuple(randomRollout, fc.constantFrom(...tools));

  test('is what the definitions of the tool take, and reads back from YAML and JSON', () => {
    fc.assert(
      fc.property(own, ([plan, tool]) => {
        if (!rampOf(plan)?.steps.some(({ target }) => target > 0)) return;
        const made = writtenFor(tool, plan);
        const documents = loadAll(exportText(made, 'x'));
        const plain = JSON.parse(JSON.stringify(made.resources));
        expect(documents).toEqual(plain);
        const json = JSON.parse(exportJson(made));
        expect(json.items ?? [json]).toEqual(plain);
        if (hasDefinitions)
          expect(
            read(documents as object[])
              .filter(({ kind }) => kind)
              .flatMap(resourceFaults),
          ).toEqual([]);
      }),
    );
  });

  test('has names that Kubernetes takes, and queries without the brackets of templates, whatever its titles and texts are', async () => {
    const check = await loadPromql();
    const text = fc.string({
      unit: fc.constantFrom('a', 'Ä', '{', '}', '"', '\\', '`', '\n', '#', ':', '\u001b', "'"),
    });
    const any = fc.asyncProperty(
      text,
      text,
      fc.constantFrom('argo', 'flagger'),
      async (title, label, tool) => {
        const query = `sum(rate(errors{a=${JSON.stringify(label)}, b=\`${label.replaceAll('`', '')}\`}[1m])) # ${label.replaceAll('\n', ' ')}`;
        const reset = { operator: 'gt', threshold: 5 };
        const driver = { title: title.trim() || 'x', query_string: query, criteria: { reset } };
        const loaded = await policyOfValues(
          `# blueprint: promql\npolicy: {policy_name: p, load_ramp: {sampler: {selectors: [{service: a, control_point: c}]}, steps: [{target_accept_percentage: 5, duration: 1s}]}, drivers: {promql_drivers: [${JSON.stringify(driver)}]}}`,
          { valuesFile: 'values.yaml' },
        );
        const made = writtenFor(tool, compileLoaded(loaded).plan);
        const documents = read(loadAll(exportText(made, title)) as object[]);
        expect(documents).toEqual(JSON.parse(JSON.stringify(made.resources)));
        for (const { metadata } of documents)
          expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
        const template = documents.at(-1);
        const asked: string = template.spec.query ?? template.spec.metrics[0].provider.prometheus.query;
        expect(asked).not.toContain('{{');
        expect(check(asked).faults).toEqual([]);
      },
    );
    await fc.assert(any);
  });
});
