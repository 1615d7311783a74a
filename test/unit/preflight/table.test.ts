import { expect, test } from 'vitest';
import { preflightTable } from '../../../src/preflight/table.ts';

test('a line of numbers a query, its thresholds and the query below', () => {
  const row = {
    now: 1.5,
    min: 0,
    median: 12.3456789,
    p95: Number.NaN,
    max: 1e9,
    thresholds: ['forward < 75', 'reset EMA > 100'],
    result: 'ok',
  };
  const rows = [
    { signal: 'AVERAGE_LATENCY_0', query: 'sum(a)\n  / sum(b)', ...row },
    { signal: 'Q', query: 'up', ...row, now: Number.NaN, thresholds: [], result: 'returns no series' },
  ];
  expect(preflightTable(rows, 86_400)).toBe(`queries over the last 1 d
                   now  min   median  p95         max  result
AVERAGE_LATENCY_0  1.5    0  12.3457    -  1000000000  ok
  forward < 75, reset EMA > 100
  sum(a) / sum(b)
Q                    -    0  12.3457    -  1000000000  returns no series
  up
`);
});
