import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lintCodes } from '../../../src/errors/codes/lint.ts';
import { lint, lintComments, lintNumbers } from '../../../src/policy/lint.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

const average = (criteria: string) =>
  `{average_latency_drivers: [{selectors: [{service: any, control_point: c}], window: 30s, criteria: ${criteria}}]}`;
const ema = (criteria: string) =>
  `{ema_latency_drivers: [{selectors: [{service: any, control_point: c}], window: 30s, ema: {ema_window: 300s, warmup_window: 10s}, criteria: ${criteria}}]}`;
const promql = (query: string, criteria = '{reset: {operator: gt, threshold: 1}}') =>
  `{promql_drivers: [{query_string: '${query}', criteria: ${criteria}}]}`;
const steps = (...stages: string[]) =>
  `[${stages.map((stage) => `{target_accept_percentage: ${stage.split(',')[0]}, duration: ${stage.split(',')[1]}}`).join(', ')}]`;
const VALID = average('{forward: {threshold: 75}, reset: {threshold: 100}}');

const linted = async (given: Parameters<typeof renderedPlan>[0]) => {
  const { plan, placeOf, values } = renderedPlan(given);
  return lint({ placeOf, values }, plan);
};
const linesOf = async (given: Parameters<typeof renderedPlan>[0]) =>
  (await linted(given)).map((d) => `${d.severity} ${d.code} ${d.path}: ${d.message}`);

describe('reports nothing for', () => {
  test.each([
    ['a valid latency policy', { drivers: VALID }],
    ['a valid query', { drivers: promql('sum(rate(x[30s]))') }],
    [
      'backward below reset',
      { drivers: average('{forward: {threshold: 75}, backward: {threshold: 80}, reset: {threshold: 100}}') },
    ],
    [
      'multiples with a gap',
      {
        drivers: ema(
          '{forward: {latency_tolerance_multiplier: 1.05}, reset: {latency_tolerance_multiplier: 1.25}}',
        ),
      },
    ],
    ['level steps', { drivers: VALID, steps: steps('10,1m', '10,1m', '100,1m') }],
  ])('%s', async (_, given) => expect(await linesOf(given)).toEqual([]));
});

const CRITERIA = 'policy.drivers.average_latency_drivers[0].criteria';

const TWO_FORWARD = `{average_latency_drivers: [${[75, 50]
  .map(
    (threshold) =>
      `{selectors: [{control_point: c}], window: 30s, criteria: {forward: {threshold: ${threshold}}, reset: {threshold: 100}}}`,
  )
  .join(', ')}]}`;
const saying = (forward_when: string) => `forward_when: ${forward_when}\n  components: []\n  resources: {}`;

describe('warns of', () => {
  test.each([
    [
      'forward criteria of which nobody said that one is enough',
      { drivers: TWO_FORWARD },
      [
        'warning LINT_FORWARD_WHEN policy.drivers.average_latency_drivers[1].criteria.forward: any one of the 2 forward criteria moves the ramp: one healthy driver overrules another that is unhealthy or has no data',
      ],
    ],
    ['nothing where it is said: any', { drivers: TWO_FORWARD, more: saying('any') }, []],
    ['nothing where it is said: all', { drivers: TWO_FORWARD, more: saying('all') }, []],
    [
      'overlap',
      { drivers: average('{forward: {threshold: 100}, reset: {threshold: 75}}') },
      [
        `warning LINT_OVERLAP ${CRITERIA}.reset: forward and reset of AVERAGE_LATENCY_0 both hold between 75 and 100; reset wins there`,
      ],
    ],
    [
      'overlap of multiples',
      {
        drivers: ema(
          '{forward: {latency_tolerance_multiplier: 1.5}, reset: {latency_tolerance_multiplier: 1.25}}',
        ),
      },
      [
        'warning LINT_OVERLAP policy.drivers.ema_latency_drivers[0].criteria.reset: forward and reset of LATENCY_0 both hold between 1.25 and 1.5 times EMA_LATENCY_0; reset wins there',
      ],
    ],
    [
      'a backward that reset swallows',
      { drivers: average('{forward: {threshold: 50}, backward: {threshold: 100}, reset: {threshold: 75}}') },
      [
        `warning LINT_NEVER ${CRITERIA}.backward: backward can never act on AVERAGE_LATENCY_0 > 100: reset (AVERAGE_LATENCY_0 > 75) holds whenever it does`,
      ],
    ],
    [
      'a forward that reset swallows',
      {
        drivers: promql(
          'sum(x)',
          '{forward: {operator: gt, threshold: 10}, reset: {operator: gt, threshold: 5}}',
        ),
      },
      [
        'warning LINT_NEVER policy.drivers.promql_drivers[0].criteria.forward: forward can never act on PROMQL_0 > 10: reset (PROMQL_0 > 5) holds whenever it does',
      ],
    ],
    [
      'a latency below zero',
      { drivers: average('{forward: {threshold: 0}, reset: {threshold: 100}}') },
      [
        `warning LINT_NEVER ${CRITERIA}.forward: forward can never act on AVERAGE_LATENCY_0 < 0: AVERAGE_LATENCY_0 is never below 0`,
      ],
    ],
    [
      'a reset that always holds',
      { drivers: average('{reset: {threshold: -1}}') },
      [
        `warning LINT_ALWAYS ${CRITERIA}.reset: reset always acts on AVERAGE_LATENCY_0 > -1: AVERAGE_LATENCY_0 is never below 0`,
      ],
    ],
    [
      'a step down and a last step under 100',
      { drivers: VALID, steps: steps('60,1m', '50,1m') },
      [
        'warning LINT_STEP_DOWN policy.load_ramp.steps[1].target_accept_percentage: step 2 goes down, from 60 % to 50 %',
        'warning LINT_LAST_STEP policy.load_ramp.steps[1].target_accept_percentage: the ramp ends at 50 %: the feature never reaches everybody',
      ],
    ],
    [
      'a ramp shorter than a window',
      { drivers: promql('sum(rate(x[5m]))'), steps: steps('1,0s', '100,1m') },
      [
        'warning LINT_RAMP_SHORT policy.load_ramp.steps: the whole ramp takes 1 min, less than the 5 min that the query of PROMQL_0 looks back over',
      ],
    ],
    [
      'no brake',
      { drivers: average('{forward: {threshold: 75}}') },
      [
        'warning LINT_NO_BRAKE policy.load_ramp: no driver has a backward or reset criterion: only you can take the feature back',
      ],
    ],
    [
      'a window under two intervals',
      { drivers: promql('sum(rate(x[30s]))'), interval: '20s' },
      [
        'warning LINT_WINDOW policy.drivers.promql_drivers[0].query_string: the query of PROMQL_0 looks back over 30 s, but is evaluated every 20 s',
      ],
    ],
    [
      'a latency window under two intervals',
      { drivers: VALID, interval: '20s' },
      [
        'warning LINT_WINDOW policy.drivers.average_latency_drivers[0]: the query of AVERAGE_LATENCY_0 looks back over 30 s, but is evaluated every 20 s',
      ],
    ],
    [
      'a query of several series',
      { drivers: promql('rate(x[30s])') },
      [
        'warning PROMQL_SERIES policy.drivers.promql_drivers[0].query_string: the query must give exactly one value: x may be several series',
      ],
    ],
    [
      'newer PromQL',
      { drivers: promql('sum(mad_over_time(x[30s]))') },
      [
        'warning PROMQL_NEWER policy.drivers.promql_drivers[0].query_string: PromQL: mad_over_time is not known to Prometheus 2.42, at character 5, after `sum(`',
      ],
    ],
    [
      'a query read at the edge of what is asked for',
      { drivers: promql('sum(rate(x[30s] @ end ( )))') },
      [
        'warning PROMQL_RANGE_TIME policy.drivers.promql_drivers[0].query_string: the query of PROMQL_0 reads at `@ end()`: over history that is the edge of what is asked for, not its own moment',
      ],
    ],
    [
      'no fixed moment, and no words in a string',
      { drivers: promql('sum(rate(x{a="@ end()"}[30s] @ 1690000000))') },
      [],
    ],
    [
      'a function Prometheus has not',
      { drivers: promql('range_trim_outliers(2, x)') },
      [
        'warning PROMQL_FUNCTION policy.drivers.promql_drivers[0].query_string: PromQL: "range_trim_outliers" is not a function of Prometheus, at its start',
      ],
    ],
  ] as [string, Parameters<typeof renderedPlan>[0], string[]][])('%s', async (_, given, diagnostics) =>
    expect(await linesOf(given)).toEqual(diagnostics),
  );
});

describe('a query that is none', () => {
  test('is an error at its place where it is empty', async () => {
    const [fault] = await linted({ drivers: promql('') });
    expect(fault).toMatchObject({
      code: 'PROMQL_SYNTAX',
      message: 'PromQL: the query is empty, at its start',
    });
    expect(fault!.source!.slice(fault!.column! - 1)).toMatch(/^query_string: ''/);
  });

  test('is an error at its character', async () => {
    const [fault] = await linted({ drivers: promql('sum(rate(x[30s])') });
    expect(fault).toMatchObject({ code: 'PROMQL_SYNTAX', severity: 'error', file: 'values.yaml', line: 11 });
    expect(fault!.source!.slice(fault!.column! - 1)).toMatch(/^\(rate\(x/);
    expect(fault).toMatchObject({
      message: 'PromQL: "(" is never closed, at character 4, after `sum`',
      hint: 'add ")"',
    });
  });

  test('that stands on several lines is pointed at by its key', async () => {
    const [fault] = await linted({
      drivers:
        'promql_drivers:\n  - query_string: |\n      sum(\n      x[30s])\n    criteria: {reset: {operator: gt, threshold: 1}}',
    });
    expect(fault).toMatchObject({
      code: 'PROMQL_SYNTAX',
      line: 12,
      message:
        'PromQL: an aggregation needs an instant vector, got a range such as metric[5m], at character 6, after `sum( `',
    });
  });
});

test('comments that are still to be filled in', () => {
  const source =
    'a: 1 # TODO: more\n# threshold: __REQUIRED_FIELD__\nb: "# TODO"\nc: __REQUIRED_FIELD__\nd: x#TODO\n# done\n';
  expect(lintComments(source, 'v.yaml').map((d) => `${d.line}:${d.column} ${d.message}`)).toEqual([
    '1:8 a comment still says TODO',
    '2:14 a comment still says __REQUIRED_FIELD__',
  ]);
});

test('numbers that YAML 1.1 reads otherwise', () => {
  const source =
    'a: 017\nb: [-08, "017", 0, 00, 0.5, 10]\nc: !!str 017\nd: |\n  017\n&x 017: x017\ne: 2024-01-01\nf: 0_17\n';
  expect(lintNumbers(source, 'v.yaml').map((d) => `${d.line}:${d.column} ${d.code} ${d.message}`)).toEqual(
    ['1:4 017', '2:5 -08', '6:4 017', '8:4 0_17'].map((found) =>
      found.replace(
        / (.*)/,
        ' LINT_LEADING_ZERO $1 is another value for a reader of YAML 1.1, such as a controller: a leading 0 means base 8 there',
      ),
    ),
  );
});

test('every code has its heading in the docs', () => {
  const headings = [...readFileSync('docs/lint.md', 'utf8').matchAll(/^## (\w+)$/gm)].map(
    (match) => match[1],
  );
  expect(headings.sort()).toEqual(Object.keys(lintCodes).sort());
});
