import { describe, expect, test } from 'vitest';
import { loadPromql } from '../../../../src/text/promql.ts';

const check = await loadPromql();
const windowOf = (query: string) => {
  const { selector, window, offset, baseline } = check(query).signalWindow;
  const parts = [`${selector} ${window}`];
  if (offset) parts.push(`offset ${offset}`);
  if (baseline) parts.push(`against ${baseline.window}`);
  if (baseline?.offset) parts.push(`offset ${baseline.offset}`);
  return parts.join(' ');
};

describe('the window of a signal', () => {
  test.each([
    ['up', 'up 0'],
    ['avg(x{a="b"})', 'x{a="b"} 0'],
    ['sum(rate(x[5m]))', 'x[5m] 300'],
    ['rate(x[300])', 'x[300] 300'],
    ['sum(increase(x[1h30m]))', 'x[1h30m] 5400'],
    ['avg_over_time(x[1y])', 'x[1y] 31536000'],
    ['histogram_quantile(0.95, sum by (le) (rate(x_bucket[30s])))', 'x_bucket[30s] 30'],
    ['sum(rate(s[5m])) / sum(rate(c[10m]))', 's[5m] 300'],
    ['1 - sum(rate(e[5m])) / sum(rate(c[1m]))', 'e[5m] 300'],
    ['100 * sum(rate(e[5m])) / sum(rate(c[1m]))', 'e[5m] 300'],
    ['avg_over_time(up[1h:1m]) / 2', 'up 3600'],
    ['rate(c[7m]) + rate(a[1m]) / rate(b[5m])', 'a[1m] 60'],
    ['(rate(c[7m]) + rate(a[1m])) / rate(b[5m])', 'c[7m] 420'],
    ['(rate(a[1m]) / rate(b[2m])) / (rate(c[3m]) / rate(d[4m]))', 'a[1m] 60'],
    ['1 / sum(rate(a[2m]))', 'a[2m] 120'],
    ['1 / (sum(rate(a[2m])) / sum(rate(b[3m])))', 'a[2m] 120'],
    ['rate(z[9m]) and 1 / rate(a[2m])', 'z[9m] 540'],
    ['avg_over_time(rate(x[5m])[1h:1m])', 'x[5m] 3900'],
    ['avg_over_time((rate(a[1m]) / rate(b[9m]))[1h:])', 'a[1m] 3660'],
    ['avg_over_time(rate(x[1m:10s])[1h:1m])', 'x 3660'],
    ['avg_over_time(rate(x[2m])[1h:1m]) / rate(y[3d])', 'x[2m] 3720'],
    ['rate(x[5m] offset 1h)', 'x[5m] 300 offset 3600'],
    ['x offset 1h30m', 'x 0 offset 5400'],
    ['avg_over_time(rate(x[5m] offset 1m)[1h:1m] offset 10m)', 'x[5m] 3900 offset 660'],
    ['rate(x[5m] offset -1h)', 'x[5m] 300'],
    ['rate({"a.b"}[5m]) # rate(y[1h])', '{"a.b"}[5m] 300'],
    ['sum(x{a="/ y[1h]"})', 'x{a="/ y[1h]"} 0'],
    ['topk(1, rate(x[5m]))', 'x[5m] 300'],
    ['vector(1)', 'undefined 0'],
    ['time() / 60', 'undefined 0'],
  ])('%s', (query, expected) => {
    expect(windowOf(query)).toBe(expected);
  });

  test.each([
    ['avg(rate(x[5m])) / avg(rate(x[1d]))', 'x[5m] 300 against 86400'],
    [
      'avg(rate(x{a="b"}[5m])) / avg(rate(x{a="b"}[5m] offset 1w))',
      'x{a="b"}[5m] 300 against 300 offset 604800',
    ],
    ['rate(s[5m]) / rate(c[5m]) / (rate(s[1d]) / rate(c[1d]))', 's[5m] 300 against 86400'],
    ['100 * (avg(rate(x[5m])) / avg(rate(x[1d])))', 'x[5m] 300 against 86400'],
    ['avg(avg_over_time(x[1h]) / x)', 'x[1h] 3600 against 0'],
    ['rate(x{code="500"}[5m]) / rate(x[1d])', 'x{code="500"}[5m] 300'],
    ['rate(x[5m]) / rate(x[5m])', 'x[5m] 300'],
    ['rate(x[5m]) / rate(x[1d]) - 1', 'x[5m] 300'],
    ['rate(x[5m]) - rate(x[1d])', 'x[5m] 300'],
    ['rate(x[5m]) / rate(x[1h * 2])', 'x[5m] 300'],
  ])('and of its baseline: %s', (query, expected) => {
    expect(windowOf(query)).toBe(expected);
  });

  test.each([
    ['rate(x[5m * 2])', 'x[5m * 2]'],
    ['x offset (1m + 2m)', 'x offset (1m + 2m)'],
    ['rate(x[5m] @ 1600000000)', 'x[5m] @ 1600000000'],
    ['rate(x[5m] @ end() offset 1h)', 'x[5m] @ end()'],
  ])('is not known from the text: %s', (query, unknown) => {
    expect(check(query).signalWindow.unknown).toBe(unknown);
  });

  test.each([
    ['max(max_over_time(x[1h]))', 'max_over_time'],
    ['quantile_over_time(0.9, x[1h])', 'quantile_over_time'],
    ['avg(deriv(x[1h]))', 'deriv'],
    ['a / delta(x[1h])', 'delta'],
    ['min_over_time(x[5m])', 'min_over_time'],
    ['max(avg_over_time(x[1h]))', undefined],
    ['histogram_quantile(0.9, rate(x[5m]))', undefined],
    ['sum(x{a="delta(x[1h])"})', undefined],
  ])('is that of no mean: %s', (query, notMean) => {
    expect(check(query).signalWindow.notMean).toBe(notMean);
  });

  test.each([
    ['a / b', true],
    ['1 - sum(a / b)', true],
    ['a * b', false],
    ['x{a="b / c"} # a / b', false],
  ])('whether a query divides: %s', (query, hasDivision) => {
    expect(check(query).signalWindow.hasDivision).toBe(hasDivision);
  });

  test('of a query that is too long to be read is 0', () => {
    expect(check(`x${' '.repeat(70_000)}`).signalWindow).toEqual({
      window: 0,
      offset: 0,
      hasDivision: false,
    });
  });

  test('of a query nested 400 levels deep is found', () => {
    const query = `${'('.repeat(400)}rate(x[5m])${')'.repeat(400)}`;
    expect(windowOf(query)).toBe('x[5m] 300');
  });
});
