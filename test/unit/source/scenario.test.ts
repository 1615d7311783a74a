import { describe, expect, test } from 'vitest';
import { run } from '../../../src/run/run.ts';
import type { ScenarioDocument } from '../../../src/source/scenario/document.ts';
import type { ScenarioSetting } from '../../../src/source/scenario/setting.ts';
import { scenario } from '../../../src/source/scenario.ts';
import { latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

const plan = latencyPlan([
  [1, '0s'],
  [100, '100s'],
]);
const setting = (over: Partial<ScenarioSetting> = {}): ScenarioSetting => ({
  name: 't',
  interval: 1,
  queries: plan.queries,
  rampDuration: 100,
  labelKey: '',
  passThrough: () => [],
  placeOf: (path) => ({ path }),
  ...over,
});

/** The readings of the first query, one per tick, at a fixed accept percentage. */
function readings(
  document: ScenarioDocument,
  accept: number,
  count: number,
  over: Partial<ScenarioSetting> = {},
): number[] {
  const { source } = scenario(document, setting(over)).scenario!;
  const column = new Float64Array(1);
  return Array.from({ length: count }, (_, tick) => {
    source.fill([column], tick, 1, accept);
    return column[0]!;
  });
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const spread = (values: readonly number[]) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
const service = { latency_ms: { baseline: { mean: 50, stddev: 15 }, feature: { mean: 150, stddev: 15 } } };

test.each([
  [0, 50],
  [25, 75],
  [100, 150],
])('at %i %% the mean latency is about %i: baseline and feature mixed', (accept, expected) => {
  expect(mean(readings({ service }, accept, 200))).toBeCloseTo(expected, 0);
});

test('sampling noise shrinks as traffic grows', () => {
  const at = (rate: number) => spread(readings({ service, traffic: { rate } }, 0, 400));
  expect(at(1) / at(100)).toBeGreaterThan(7);
  expect(at(1) / at(100)).toBeLessThan(13);
});

test('the same seed gives the same readings, another seed others', () => {
  const draw = (seed: number) => readings({ service, seed }, 10, 20);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('without traffic there is no reading', () => {
  expect(readings({ service, traffic: { rate: 0 } }, 0, 2)).toEqual([Number.NaN, Number.NaN]);
});

test.each([
  ['for both arms', { at: '10s', for: '5s', latency_ms: { multiply: 3 } }, 150],
  [
    'for the feature alone',
    { at: '10s', for: '5s', only: 'feature' as const, latency_ms: { multiply: 3 } },
    50,
  ],
  ['set, then multiplied, then added to', { at: '2%', latency_ms: { set: 10, multiply: 2, add: 1 } }, 21],
])('an event holds %s', (_name, event, expected) => {
  const course = readings({ service, traffic: { rate: 1e6 }, events: [event] }, 0, 20);
  expect(Math.round(course[9]!)).toBe(50);
  expect(Math.round(course[12]!)).toBe(expected);
});

test('label values that pass through get the feature whatever the percentage', () => {
  const labels = { user_type: { guest: 0.7, subscriber: 0.3 } };
  const at = (passThrough: string[]) =>
    mean(
      readings({ service, traffic: { labels } }, 0, 100, {
        labelKey: 'user_type',
        passThrough: () => passThrough,
      }),
    );
  expect(at([])).toBeCloseTo(50, 0);
  expect(at(['subscriber'])).toBeCloseTo(80, 0);
});

test.each([
  ['its own duration', { duration: '42s' }, {}, 42],
  ['--duration first', { duration: '42s' }, { duration: 7 }, 7],
  ['the longest series', { signals: { LATENCY: '50x99' } }, {}, 100],
  ['at least ten minutes', {}, {}, 600],
  ['twice the ramp', {}, { rampDuration: 7200 }, 14_400],
  ['a thousand million ticks', { duration: '1000000000s' }, {}, 1e9],
])('length: %s', (_name, document, over, ticks) => {
  expect(scenario(document, setting(over)).scenario!.source.ticks).toBe(ticks);
});

test.each([
  ['SCENARIO_SIGNAL_UNKNOWN', { signals: { LATENCYY: 'rate' } }],
  ['SCENARIO_SERIES', { signals: { LATENCY: '1 2 oops' } }],
  ['SCENARIO_TIME', { events: [{ at: 'noon', no_data: true }] }],
  ['SCENARIO_EVENT', { events: [{ at: '1s' }] }],
  ['SCENARIO_FOR', { events: [{ at: '1s', for: '2s', dynamic_config: { rollout: true } }] }],
  ['SCENARIO_LONG', { duration: '1000000000.5s' }],
  ['SCENARIO_LABELS', { traffic: { labels: { user_type: { guest: 0.9, subscriber: 0.3 } } } }],
] as [string, ScenarioDocument][])('%s', (code, document) => {
  expect(scenario(document, setting()).diagnostics.map((d) => d.code)).toEqual([code]);
});

describe('an event that begins when the run is over', () => {
  const unused = (events: ScenarioDocument['events'], over: Partial<ScenarioSetting> = {}) =>
    scenario({ duration: '10m', events }, setting(over)).diagnostics;

  test.each([
    ['a change', { at: '20m', latency_ms: { multiply: 3 } }, 600],
    ['at the very end', { at: '10m', no_data: true }, 600],
    ['at its whole share', { at: '100%', no_data: true }, 600],
    ['dynamic configuration', { at: '1h', dynamic_config: { rollout: false } }, 600],
    ['one that --duration cuts off', { at: '5m', no_data: true }, 300],
  ])('is warned of: %s', (_name, event, duration) => {
    expect(unused([{ at: '1s', no_data: true }, event], { duration })).toEqual([
      expect.objectContaining({
        code: 'SCENARIO_EVENT_UNUSED',
        severity: 'warning',
        path: '/events/1/at',
        message: `events[1] never happens: it begins at ${event.at}, and the run lasts ${duration / 60}m`,
      }),
    ]);
  });

  test.each([
    ['the last tick', { at: '9m59s', dynamic_config: { rollout: false } }],
    ['an end beyond the end', { at: '9m', for: '5m', no_data: true }],
    ['a share', { at: '70%', for: '50%', no_data: true }],
  ])('and of no other: %s', (_name, event) => {
    expect(unused([event])).toEqual([]);
  });

  test('the run goes on without it', () => {
    const events = [{ at: '20m', no_data: true }];
    expect(scenario({ duration: '10m', events }, setting()).scenario!.source.ticks).toBe(600);
  });
});

test('shares of a label may leave a rest, and a configuration may come with a change that ends', () => {
  const document = {
    traffic: { labels: { user_type: { a: 0.1, b: 0.2, c: 0.7 }, region: { eu: 0.4 } } },
    events: [{ at: '1s', for: '2s', rate: { multiply: 2 }, dynamic_config: { rollout: true } }],
  };
  expect(scenario(document, setting()).diagnostics).toEqual([]);
});

test('a fault of a signal is found where it stands, whatever its name', () => {
  const { diagnostics } = scenario({ signals: { 'root.2/LATENCY': 1 } }, setting());
  expect(diagnostics[0]!.path).toBe('/signals/root.2~1LATENCY');
});

test('a query without a meaning must be given a signal', () => {
  const custom = planOf([
    promql('ERRORS', 'sum(rate(errors[1m]))'),
    ramp([[1, '0s']], { forward: 'ERRORS' }),
  ]);
  const { diagnostics } = scenario({}, setting({ queries: custom.queries }));
  expect(diagnostics[0]).toMatchObject({
    code: 'SCENARIO_SIGNAL_MISSING',
    hint: expect.stringContaining('--signal ERRORS=error_rate'),
  });
});

test('dynamic configuration on the way is in force from its tick', async () => {
  const steered = planOf([
    {
      bool_variable: {
        constant_output: false,
        config_key: 'rollout',
        out_ports: { output: { signal_name: 'ON' } },
      },
    },
    ramp(
      [
        [1, '0s'],
        [100, '3s'],
      ],
      { forward: 'ON' },
    ),
  ]);
  const built = scenario(
    { duration: '8s', events: [{ at: '2s', dynamic_config: { rollout: true } }] },
    setting({ queries: [] }),
  );
  const { result } = await run({
    policy: 'p',
    plan: steered,
    source: built.scenario!.source,
    steering: { planned: built.scenario!.planned },
  });
  expect(result.events.map((e) => `${e.tick} ${e.kind}`)).toEqual([
    '2 dynamic_config',
    '2 started',
    '2 step',
    '5 completed',
  ]);
});
