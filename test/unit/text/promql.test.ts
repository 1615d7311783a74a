import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPromql } from '../../../src/text/promql.ts';

const check = await loadPromql();
const faultsOf = (query: string) =>
  check(query).faults.map(
    (fault) =>
      `${fault.kind} ${fault.from}-${fault.to} ${fault.message}${fault.fix ? ` (${fault.fix})` : ''}`,
  );

const good = [
  'sum(rate(http_requests_total[5m]))',
  '100 * (1 - avg(rate(x_total{a="b%c"}[2m])))',
  'sum(rate(x{code=~"5.."}[5m])) / sum(rate(x[5m]))',
  'histogram_quantile(0.95, sum by (le) (rate(x_bucket[30s])))',
  'histogram_quantile(0.95, sum(rate(x_bucket[30s])) by (le))',
  'scalar(x)',
  'SUM(x) or vector(0)',
  'topk(1, x)',
  'max(max_over_time(x[1h:1m]))',
  'sum(x) > bool 5',
  'avg(x offset 1h) # yesterday',
  'sum(x{a=~"(?i)foo|\\\\d+"})',
  'sum(x{a=~`\\d+`})',
  'count(count by (pod) (up))',
  '1 + 2',
  'absent(up)',
  'sum(x @ end())',
  'sum(x * on(a) group_left(b) y)',
  'sum({a!~".*"})',
  'sum({a=~".*", b="c"})',
  'sum(x{a=~"(?P<n>[[:alpha:]]+)"})',
];

const broken: [query: string, fault: string][] = [
  ['', 'syntax 0-0 the query is empty'],
  ['# nothing', 'syntax 0-9 the query is empty'],
  ['sum(rate(x[5m])', 'syntax 3-4 "(" is never closed (add ")")'],
  ['sum(x))', 'syntax 6-7 ")" closes nothing (leave it out)'],
  ['sum(x[5m)]', 'syntax 8-9 ")" stands where "]" must close "["'],
  ['x{a="b}', 'syntax 4-7 the string is not closed (add ")'],
  ['rat(x[5m])', 'syntax 0-3 unknown function "rat", did you mean "rate"? (write rate)'],
  ['sum(Rate(x[5m]))', 'syntax 4-8 unknown function "Rate", did you mean "rate"? (write rate)'],
  ['foo bar', 'syntax 4-7 unexpected "bar" (is an operator or a comma missing before it?)'],
  ['a +', 'syntax 3-3 the query ends too early (finish the expression)'],
  ['x{a=b}', 'syntax 4-5 unexpected "b" (put the value in quotes: "b")'],
  ['x{a="1" b="2"}', 'syntax 8-9 unexpected "b" (matchers are label="value", with a comma between two)'],
  ['rate(x[5min])', 'syntax 9-11 unexpected "in" (a range is a duration such as 5m or 1h30m)'],
  [
    'sum by (le) rate(x[5m])',
    'syntax 12-16 unexpected "rate" (put what is aggregated in brackets: sum by (le) (rate(...)))',
  ],
  ['rate(x)', 'syntax 5-6 rate needs a range such as metric[5m], got an instant vector (add a range: [5m])'],
  [
    'abs(x[5m])',
    'syntax 4-9 abs needs an instant vector, got a range such as metric[5m] (leave the range out, or put rate(...) around it)',
  ],
  [
    'sum(x[5m])',
    'syntax 4-9 an aggregation needs an instant vector, got a range such as metric[5m] (put rate(...) or increase(...) around the range)',
  ],
  ['rate(x[5m], 1)', 'syntax 0-14 rate takes 1 argument, got 2'],
  ['1 == 1', 'syntax 0-6 a comparison of two numbers needs "bool" (write for example 1 == bool 1)'],
  ['{a=~".*"}', 'syntax 0-9 the selector matches every series (name a metric, or a label with a value)'],
  ['sum({a!~"b"})', 'syntax 4-12 the selector matches every series (name a metric, or a label with a value)'],
  [
    'x[5m]',
    'syntax 0-5 a range of samples is not one value (put a function around it: rate(...), max_over_time(...))',
  ],
  ['sum(rate(x[0s]))', 'syntax 9-14 a range must be longer than 0 (write for example [5m])'],
  ['"x"', 'syntax 0-3 text is not a value (leave the quotes out)'],
  ['sum(x{a=~"5\\d"})', 'syntax 9-14 "\\d" is not an escape of PromQL (double the backslash: \\\\d)'],
  ['sum(x{a=~"("})', 'syntax 9-12 "(" is not a regular expression: unterminated group'],
  ['sum(x{a=~"(?=b)"})', 'syntax 9-16 "(?=b)" is not a regular expression: look-around is not supported'],
];

const series: [query: string, fault: string][] = [
  ['up', 'up may be several series'],
  ['rate(x{a="b"}[5m])', 'x{a="b"} may be several series'],
  ['sum by (pod) (x)', 'sum by (pod) gives one series for every pod'],
  ['avg(x) without (pod)', 'avg without (pod) gives one series for every combination of its other labels'],
  ['topk(3, x)', 'topk gives several series'],
  ['count_values("v", x)', 'count_values gives one series for every value'],
  ['sum(x) > 5', 'a comparison gives nothing while it is false'],
  ['sum(x) and sum(y)', '"and" and "unless" can give nothing'],
  [
    'histogram_quantile(0.9, sum by (le, pod) (rate(x_bucket[5m])))',
    'sum by (le, pod) gives one series for every le, pod',
  ],
  ['histogram_quantile(0.9, rate(x_bucket[5m]))', 'x_bucket may be several series'],
  ['100 * up', 'up may be several series'],
];

const newer: [query: string, fault: string][] = [
  ['sum({"utf8.name"})', 'a quoted name'],
  ['limitk(1, x)', 'limitk'],
  ['sum(rate(x[1h*2]))', 'a computed range'],
  ['sum(rate(x[300]))', 'a duration without a unit'],
  ['sum(x offset 5)', 'a duration without a unit'],
  ['sum(x) > bool 5m', 'a duration as a number'],
  ['sum(rate(x[5m] smoothed))', 'smoothed'],
  ['sum(x) + fill_left(0) sum(y)', 'the fill modifier'],
  ['sum(mad_over_time(x[5m]))', 'mad_over_time'],
];

describe('check', () => {
  test.each(good)('%s is right', (query) => expect(faultsOf(query)).toEqual([]));
  test.each(broken)('%s', (query, fault) => expect(faultsOf(query)).toEqual([fault]));
  test.each(series)('%s', (query, message) =>
    expect(check(query).faults).toMatchObject([{ kind: 'series', message }]),
  );
  test.each(newer)('%s is newer than 2.42', (query, what) =>
    expect(check(query).faults).toMatchObject([
      { kind: 'newer', message: `${what} is not known to Prometheus 2.42` },
    ]),
  );

  test('a function of another server is no error', () =>
    expect(faultsOf('range_trim_outliers(2, sum(rate(x[5m])))')).toEqual([
      'function 0-19 "range_trim_outliers" is not a function of Prometheus (make sure that your server knows it)',
    ]));
  test('a renamed function is no error', () =>
    expect(faultsOf('sum(holt_winters(x[5m], 0.1, 0.2))')).toEqual([
      'newer 4-16 holt_winters is called double_exponential_smoothing since Prometheus 3',
    ]));

  test.each([
    ['rate(x[5m]) + max_over_time(y[1h30m:1m])', [300, 5400], ['x', 'y']],
    ['sum(x) / sum(x{a="b"})', [], ['x']],
    ['sum(rate({__name__="z", a="b"}[1y2w]))', [31_536_000 + 1_209_600], ['z']],
    ['sum(rate({"a.b"}[90]))', [90], ['a.b']],
    ['sum(rate(x[5m*2]))', [], ['x']],
  ])('%s looks back and at', (query, windows, metrics) =>
    expect(check(query)).toMatchObject({ windows, metrics }),
  );

  test.each([
    ['brackets', `${'('.repeat(20_000)}x${')'.repeat(20_000)}`],
    ['signs', `x${' + x'.repeat(20_000)}`],
    ['open brackets', '('.repeat(100_000)],
    ['calls', `${'abs('.repeat(20_000)}x${')'.repeat(20_000)}`],
  ])('any number of %s is answered', (_, query) => expect(Array.isArray(check(query).faults)).toBe(true));

  test('any text is answered', () => {
    for (const { query } of cuts()) expect(Array.isArray(check(query).faults)).toBe(true);
  });
});

/** Every valid query cut short at every place, and with every character left out. */
const cuts = () =>
  good.flatMap((query) =>
    [...query].flatMap((_, i) => [
      { query: query.slice(0, i) },
      { query: query.slice(0, i) + query.slice(i + 1) },
    ]),
  );

const promtool = spawnSync('promtool', ['--version']).status === 0;

describe.skipIf(!promtool)('promtool agrees', () => {
  const accepted = (queries: readonly string[]): boolean[] => {
    const folder = mkdtempSync(join(tmpdir(), 'promql-'));
    try {
      const files = queries.map((expr, i) => {
        const file = join(folder, `${i}.yml`);
        writeFileSync(file, JSON.stringify({ groups: [{ name: 'g', rules: [{ record: 'r', expr }] }] }));
        return file;
      });
      const { stdout, stderr } = spawnSync('promtool', ['check', 'rules', ...files], { encoding: 'utf8' });
      const refused = new Set(
        [...`${stdout}${stderr}`.matchAll(/(\d+)\.yml: .*(?:parse|must be set)/g)].map((match) =>
          Number(match[1]),
        ),
      );
      return queries.map((_, i) => !refused.has(i));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('on what is right and on what only gives several series', () => {
    const queries = [...good, ...series.map(([query]) => query)];
    expect(queries.filter((_, i) => !accepted(queries)[i])).toEqual([]);
  });

  test('on what is broken or newer', () => {
    // A range and a text are queries, but no value of a signal.
    const queries = [...broken, ...newer]
      .map(([query]) => query)
      .filter((query) => query !== 'x[5m]' && query !== '"x"');
    const answer = accepted(queries);
    expect(queries.filter((_, i) => answer[i])).toEqual([]);
  });

  test('on queries cut and bitten', () => {
    const queries = [...new Set(cuts().map(({ query }) => query))].filter((_, i) => i % 3 === 0);
    const answer = accepted(queries);
    const says = (query: string) =>
      !check(query).faults.some(({ kind }) => kind === 'syntax' || kind === 'newer' || kind === 'function');
    const differ = queries.filter((query, i) => says(query) !== answer[i] && !/^"|\]\s*$|\[\[:/.test(query));
    expect(differ).toEqual([]);
  });
});
