import { expect, test } from 'vitest';
import { preflightJson } from '../../../src/preflight/json.ts';
import type { PreflightRow } from '../../../src/preflight/row.ts';
import { preflightTable } from '../../../src/preflight/table.ts';

const criterion = (lhs: string) => ({
  direction: 'reset' as const,
  operator: 'gt' as const,
  threshold: 100,
  lhs,
  rhs: undefined,
  output: 'RESET_0',
  trueFor: 0,
  falseFor: 0,
  component: undefined as never,
});
const spell = { from: 60, to: 120, seconds: 120 };
const latency: PreflightRow = {
  signal: 'AVERAGE_LATENCY_0',
  measure: { title: 'average latency', unit: 'ms' },
  query: 'sum(a)\n  / sum(b)',
  now: 1.5,
  min: 0,
  median: 12.3456789,
  p95: Number.POSITIVE_INFINITY,
  max: 1e9,
  from: 0,
  to: 86_400,
  step: 60,
  points: 1441,
  evaluations: 1441,
  coverage: 0.9,
  nan: 3,
  infinite: 2,
  several: 2,
  longestGap: spell,
  longestSeveral: spell,
  criteria: [
    { criterion: criterion('AVERAGE_LATENCY_0'), met: 0.02, longest: { ...spell, extreme: 131.25 } },
    { criterion: criterion('EMA') },
  ],
  result: 'ok',
};
const up: PreflightRow = {
  ...latency,
  signal: 'Q',
  measure: { title: 'Q', unit: '' },
  query: 'up',
  now: Number.NaN,
  coverage: 1,
  nan: 0,
  infinite: 0,
  several: 0,
  longestGap: undefined,
  longestSeveral: undefined,
  criteria: [{ criterion: criterion('Q'), met: 0 }],
  result: 'returns no series',
};

test('a line of numbers a query, its criteria, what was missing, and the query below', () => {
  expect(
    preflightTable([latency, up]),
  ).toBe(`queries from 1970-01-01T00:00:00.000Z to 1970-01-02T00:00:00.000Z (1 d), every 1 min; now is 1970-01-02T00:00:00.000Z
                     now  min   median   p95         max  values  result
average latency, ms  1.5    0  12.3457  +Inf  1000000000    90 %  ok
  reset > 100 ms: 2 % of the time, longest 2 min from 1970-01-01T00:01:00.000Z to 1970-01-01T00:02:00.000Z, up to 131.25 ms
  reset EMA > 100 ms
  no value: longest 2 min from 1970-01-01T00:01:00.000Z to 1970-01-01T00:02:00.000Z
  several series: 2 of 1441, longest 2 min from 1970-01-01T00:01:00.000Z to 1970-01-01T00:02:00.000Z
  NaN: 3 of 1441
  infinite: 2 of 1441
  AVERAGE_LATENCY_0: sum(a) / sum(b)
Q                      -    0  12.3457  +Inf  1000000000   100 %  returns no series
  reset > 100: never
  up
`);
});

test('the header says where not every tick was looked at', () => {
  expect(preflightTable([{ ...up, step: 120, points: 721 }]).split('\n')[0]).toBe(
    'queries from 1970-01-01T00:00:00.000Z to 1970-01-02T00:00:00.000Z (1 d), every 2 min, not at every tick; now is 1970-01-02T00:00:00.000Z',
  );
});

test('no query, no table', () => expect(preflightTable([])).toBe(''));

test('as JSON: all of it, in a stable order', () => {
  const moment = '1970-01-01T00:01:00.000Z';
  const json = { from: moment, to: '1970-01-01T00:02:00.000Z', seconds: 120 };
  const [first, second] = preflightJson([latency, up]);
  expect(JSON.stringify(first)).toBe(
    JSON.stringify({
      signal: 'AVERAGE_LATENCY_0',
      title: 'average latency',
      unit: 'ms',
      query: 'sum(a)\n  / sum(b)',
      result: 'ok',
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-02T00:00:00.000Z',
      step_seconds: 60,
      points: 1441,
      evaluations: 1441,
      now: 1.5,
      min: 0,
      median: 12.3456789,
      p95: '+Inf',
      max: 1e9,
      coverage: 0.9,
      nan: 3,
      infinite: 2,
      several_series: 2,
      longest_gap: json,
      longest_several_series: json,
      criteria: [
        {
          direction: 'reset',
          signal: 'AVERAGE_LATENCY_0',
          comparison: '> 100',
          met: 0.02,
          longest: { ...json, extreme: 131.25 },
        },
        { direction: 'reset', signal: 'EMA', comparison: '> 100', met: null, longest: null },
      ],
    }),
  );
  expect(second).toMatchObject({ now: null, longest_gap: null, criteria: [{ met: 0, longest: null }] });
});
