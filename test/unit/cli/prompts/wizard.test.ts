import { describe, expect, test } from 'vitest';
import { missingAnswers } from '../../../../src/cli/prompts/required.ts';
import { askMissing } from '../../../../src/cli/prompts/wizard.ts';
import { assign, noValues } from '../../../../src/text/assign.ts';
import { scriptedPrompts } from '../../../support/scripted-prompts.ts';

const ALL = [
  'promql_drivers',
  'average_latency_drivers',
  'percentile_latency_drivers',
  'ema_latency_drivers',
];
const RAMP = ['own', '1,0s 100,5m', 'yes'];
const STEPS = [
  { target_accept_percentage: 1, duration: '0s' },
  { target_accept_percentage: 100, duration: '5m' },
];

interface AnsweredPolicy {
  readonly forward_when?: string;
  readonly drivers: Readonly<Record<string, readonly { readonly query_string?: string }[] | undefined>>;
  readonly load_ramp: { readonly steps: unknown };
}

async function answered(answers: readonly string[], lists: readonly string[] = ALL, given: unknown = {}) {
  const prompts = scriptedPrompts(answers);
  const base = { ...noValues, value: given };
  const values = assign(
    base,
    await askMissing(prompts, { values: given, lists, missing: missingAnswers(given, lists) }),
  );
  const { policy } = values.value as { policy: AnsweredPolicy };
  return { transcript: prompts.transcript, policy };
}

/** The drivers these answers ends with. */
const drivers = async (answers: readonly string[], lists?: readonly string[]) =>
  (await answered(['p', 'checkout.prod.svc', 'ingress', ...answers, ...RAMP], lists)).policy.drivers;

const selectors = [{ service: 'checkout.prod.svc', control_point: 'ingress' }];

describe('the wizard', () => {
  test('asks for everything of nothing', async () => {
    const { policy } = await answered([
      'p',
      '',
      '',
      'average_latency_drivers',
      '75',
      '',
      '100',
      'none',
      ...RAMP,
    ]);
    const anywhere = [{ service: 'any', control_point: 'ingress' }];
    expect(policy).toEqual({
      policy_name: 'p',
      load_ramp: { sampler: { selectors: anywhere }, steps: STEPS },
      drivers: {
        average_latency_drivers: [
          { selectors: anywhere, criteria: { forward: { threshold: 75 }, reset: { threshold: 100 } } },
        ],
      },
    });
  });

  test('asks only for what is missing', async () => {
    const given = {
      policy: {
        policy_name: 'p',
        load_ramp: { sampler: { selectors }, steps: STEPS },
        drivers: { promql_drivers: [{ query_string: '__REQUIRED_FIELD__' }] },
      },
    };
    const { policy, transcript } = await answered(
      ['promql_drivers', 'istio', 'error-rate', '', '', '', '', '', 'none'],
      ALL,
      given,
    );
    expect(transcript[0]).toBe('What drives the ramp: promql_drivers');
    expect(policy.drivers.promql_drivers).toHaveLength(1);
  });

  test('drives by time alone where a blueprint allows it', async () => {
    expect(await drivers(['none'])).toBeUndefined();
  });

  test.each([
    [
      'percentile',
      ['percentile_latency_drivers', 'p99', '300', '350 ms', '400', 'none'],
      {
        percentile_latency_drivers: [
          {
            flux_meter: { selectors },
            percentile: 99,
            criteria: {
              forward: { threshold: 300 },
              backward: { threshold: 350 },
              reset: { threshold: 400 },
            },
          },
        ],
      },
    ],
    [
      'average of its own',
      ['ema_latency_drivers', '', '', '', 'none'],
      {
        ema_latency_drivers: [
          {
            selectors,
            criteria: {
              forward: { latency_tolerance_multiplier: 1.05 },
              reset: { latency_tolerance_multiplier: 1.25 },
            },
          },
        ],
      },
    ],
    [
      'query of high values',
      ['own_promql', 'sum(orders)', 'high', '10', 'never', '5', 'none'],
      {
        promql_drivers: [
          {
            query_string: 'sum(orders)',
            criteria: { forward: { operator: 'gt', threshold: 10 }, reset: { operator: 'lt', threshold: 5 } },
          },
        ],
      },
    ],
    [
      'ready-made latency',
      ['promql_drivers', 'grpc', 'latency', '', '99', '1m', 'always', 'never', '250', 'none'],
      {
        promql_drivers: [
          {
            query_string:
              '1000 * histogram_quantile(0.99, sum by (le) (rate(grpc_server_handling_seconds_bucket{grpc_service="checkout"}[1m])))',
            criteria: { reset: { operator: 'gt', threshold: 250 } },
          },
        ],
      },
    ],
    [
      'two of a sort',
      ['average_latency_drivers', '1', '', '2', 'average_latency_drivers', '3', '', '4', 'none', 'any'],
      {
        average_latency_drivers: [
          { selectors, criteria: { forward: { threshold: 1 }, reset: { threshold: 2 } } },
          { selectors, criteria: { forward: { threshold: 3 }, reset: { threshold: 4 } } },
        ],
      },
    ],
  ])('%s', async (_, answers, expected) => expect(await drivers(answers)).toEqual(expected));

  const TWO = ['average_latency_drivers', '1', '', '2', 'average_latency_drivers', '3', '', '4', 'none'];

  test('asks how several forward criteria go together, and proposes all', async () => {
    const { policy, transcript } = await answered(['p', '', '', ...TWO, '', ...RAMP]);
    expect(transcript).toContain('Go forward while: all');
    expect(policy.forward_when).toBe('all');
  });

  test('does not ask it of one forward criterion, nor where it is said', async () => {
    const one = ['average_latency_drivers', '1', '', '2', 'average_latency_drivers', '', '', '4', 'none'];
    expect((await answered(['p', '', '', ...one, ...RAMP])).policy.forward_when).toBeUndefined();
    const given = { policy: { forward_when: 'any' } };
    expect((await answered(['p', '', '', ...TWO, ...RAMP], ALL, given)).policy.forward_when).toBe('any');
  });

  test('a blueprint of one sort does not prompts which', async () => {
    expect(await drivers(['75', '', '100', 'none'], ['average_latency_drivers'])).toHaveProperty(
      'average_latency_drivers',
    );
  });
});

describe('refuses', () => {
  test.each([
    ['a name', ['Check Out', 'p', '', '', 'none', ...RAMP], 'a name is lower-case letters'],
    [
      'no number',
      ['p', '', '', 'average_latency_drivers', 'fast', '75', '', '100', 'none', ...RAMP],
      '"fast" is not a number; give it in ms',
    ],
    [
      'a latency below zero',
      ['p', '', '', 'average_latency_drivers', '-5', '75', '', '100', 'none', ...RAMP],
      '-5 is below zero',
    ],
    [
      'another unit',
      ['p', '', '', 'average_latency_drivers', '75 s', '75', '', '100', 'none', ...RAMP],
      '"75 s" is not a number; give it in ms',
    ],
    [
      'a reset below forward',
      ['p', '', '', 'average_latency_drivers', '75', '', '70', '100', 'none', ...RAMP],
      'must be above the 75 of forward',
    ],
    [
      'a reset below stepping back',
      ['p', '', '', 'average_latency_drivers', '75', '90', '80', '100', 'none', ...RAMP],
      'must be above the 90 of stepping back',
    ],
    [
      'a driver that does nothing',
      ['p', '', '', 'average_latency_drivers', '', '', '', '100', 'none', ...RAMP],
      'give at least one of the three',
    ],
    [
      'a percentile',
      ['p', '', '', 'percentile_latency_drivers', '100', '99', '1', '', '2', 'none', ...RAMP],
      'above 0 and below 100',
    ],
    [
      'a query',
      [
        'p',
        '',
        '',
        'own_promql',
        'sum(rate(x[5m])',
        'sum(rate(x[5m]))',
        'low',
        '1',
        '',
        '2',
        'none',
        ...RAMP,
      ],
      '  sum(rate(x[5m])\n     ^ "(" is never closed\n  add ")"',
    ],
    [
      'a range',
      ['p', 's', '', 'promql_drivers', 'istio', 'error-rate', '', '1.5h', '90m', '', '', '', 'none', ...RAMP],
      'a range is whole numbers with units',
    ],
    [
      'a step',
      ['p', '', '', 'none', 'own', '5;30m', ...RAMP.slice(1)],
      '"5;30m" is no step: write PERCENT,DURATION',
    ],
    ['a length', ['p', '', '', 'none', 'linear', '3', '3h', '', 'yes'], 'a duration has a unit'],
    ['a count', ['p', '', '', 'none', 'linear', '3h', '1', '4', 'yes'], 'a whole number from 2 to 100'],
  ])('%s', async (_, answers, why) => {
    const { transcript } = await answered(answers);
    expect(transcript.find((line) => line.startsWith('  ! '))).toContain(why);
  });

  test('a query with warnings is used only when that is confirmed', async () => {
    const { transcript, policy } = await answered([
      'p',
      '',
      '',
      'own_promql',
      'up',
      'no',
      'up',
      'yes',
      'low',
      '1',
      '',
      '2',
      'none',
      ...RAMP,
    ]);
    expect(transcript.join('\n')).toContain('  |   ^^ up may be several series\n  |   aggregate it');
    expect(policy.drivers.promql_drivers?.[0]?.query_string).toBe('up');
  });

  test('a ramp that is not confirmed is asked for again', async () => {
    const { policy, transcript } = await answered([
      'p',
      '',
      '',
      'none',
      'exponential',
      '',
      '',
      'no',
      ...RAMP,
    ]);
    expect(policy.load_ramp.steps).toEqual(STEPS);
    expect(transcript.filter((line) => line.includes('─────'))).toHaveLength(2);
  });
});
