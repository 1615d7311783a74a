import { describe, expect, test } from 'vitest';
import type { Plan, Query } from '../../../../src/circuit/plan.ts';
import type { RolloutError } from '../../../../src/errors/rollout-error.ts';
import { bindInjections } from '../../../../src/judge/injection/bind.ts';
import { parseInjection } from '../../../../src/judge/injection/flag.ts';
import { loadPromql } from '../../../../src/text/promql.ts';

const check = await loadPromql();

const query = (signal: string, query_string: string, title?: string): Query =>
  ({ signal, query_string, measure: title === undefined ? undefined : { title, unit: '' } }) as Query;

const plan = {
  queries: [
    query('LATENCY_0', 'sum(rate(s[5m] offset 1m)) / sum(rate(c[5m]))', 'average latency'),
    query('ERRORS_0', 'sum(rate(e[1m]))', 'errors'),
    query('ERRORS_1', 'max(max_over_time(e[1h]))', 'errors'),
    query('FIXED_0', 'sum(rate(e[5m * 2]))'),
    query('RATIO_0', 'sum(rate(x[5m])) / sum(rate(x[1d]))'),
  ],
  columns: [{ key: 'k', name: 'RESET_0', slot: 0 }],
} as unknown as Pick<Plan, 'queries' | 'columns'>;

const bind = (...texts: string[]) =>
  bindInjections(texts.map(parseInjection), { plan, windowOf: (text) => check(text).signalWindow });

function faultsOf(...texts: string[]): string[] {
  try {
    bind(...texts);
    return [];
  } catch (problem) {
    const { diagnostics, exit } = problem as RolloutError;
    expect(exit).toBe(3);
    return diagnostics.map(({ code, message, hint }) => `${code} ${message} (${hint})`);
  }
}

describe('an injection on a query', () => {
  test('takes the window of the query, with its offset', () => {
    expect(bind('LATENCY_0: x1.3')).toEqual([
      {
        effect: 'LATENCY_0: x1.3',
        signal: 'LATENCY_0',
        query: 0,
        operator: 'x',
        size: 1.3,
        from: 0,
        after: 0,
        share: { kind: 'whole' },
        window: 300,
        offset: 60,
        isRatio: true,
      },
    ]);
  });

  test('may be named by what it measures', () => {
    expect(bind('average latency: +20')).toMatchObject([{ effect: 'LATENCY_0: +20', query: 0 }]);
  });

  test('a range is one injection for each effect; all that was said is in its name', () => {
    expect(bind('LATENCY_0: -5..15/3 max 2 after 90s from 5% share arm').map(({ effect }) => effect)).toEqual(
      [
        'LATENCY_0: -5 from 5% after 1m30s max 2',
        'LATENCY_0: -10 from 5% after 1m30s max 2',
        'LATENCY_0: -15 from 5% after 1m30s max 2',
      ],
    );
  });

  test.each([
    ['over replaces the window, not the offset', 'LATENCY_0: x2 over 1h', { window: 3600, offset: 60 }],
    ['a baseline sees the effect', 'RATIO_0: x2', { window: 300, baseline: { window: 86_400, offset: 0 } }],
    ['over leaves no baseline', 'RATIO_0: x2 over 1h', { window: 3600, baseline: undefined }],
    ['a share makes an extreme a mean', 'ERRORS_1: x2 share whole', { window: 3600 }],
    ['over makes a window known', 'FIXED_0: x2 over 10m', { window: 600, isRatio: false }],
  ])('%s', (_, text, expected) => {
    expect(bind(text)).toMatchObject([expected]);
  });
});

const KNOWN = 'an effect is on what a query gives: LATENCY_0, ERRORS_0, ERRORS_1, FIXED_0, RATIO_0';

test.each([
  ['LATENCY_1: x2', `INJECT_SIGNAL no query is called "LATENCY_1", did you mean "LATENCY_0"? (${KNOWN})`],
  [
    'averge latency: x2',
    `INJECT_SIGNAL no query is called "averge latency", did you mean "average latency"? (${KNOWN})`,
  ],
  ['foo: x2', `INJECT_SIGNAL no query is called "foo" (${KNOWN})`],
  [
    'RESET_0: x2',
    `INJECT_SIGNAL RESET_0 is a signal inside of the circuit, not the result of a query (${KNOWN})`,
  ],
  ['errors: x2', 'INJECT_TITLE several queries measure "errors" (name the signal: ERRORS_0, ERRORS_1)'],
  [
    'ERRORS_1: x2 over 5m',
    'INJECT_NOT_MEAN the readings of ERRORS_1 are no mean of their window: max_over_time (add share arm where they are of the feature alone, share whole or tail(95) where they follow the share of requests all the same)',
  ],
  [
    'FIXED_0: x2',
    'INJECT_WINDOW the query of FIXED_0 does not say what time its readings look at: e[5m * 2] (add how far back they look, such as: over 5m)',
  ],
])('%s is refused', (text, expected) => {
  expect(faultsOf(text)).toEqual([expected]);
});

test('the faults of all flags are reported at once', () => {
  expect(faultsOf('foo: x2', 'LATENCY_0: x2', 'FIXED_0: x2')).toHaveLength(2);
});

test('a policy without a query takes no injection', () => {
  expect(() =>
    bindInjections([parseInjection('A: x2')], {
      plan: { queries: [], columns: [] },
      windowOf: (text) => check(text).signalWindow,
    }),
  ).toThrow('no query is called "A"');
});
