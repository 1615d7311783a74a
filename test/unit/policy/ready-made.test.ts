import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type ExporterName,
  exporters,
  MEASURES,
  type Measure,
  readReadyMade,
  readyMade,
} from '../../../src/policy/ready-made.ts';
import { loadPromql } from '../../../src/text/promql.ts';

const names = Object.keys(exporters) as ExporterName[];
const all = names.flatMap((name) =>
  (Object.keys(MEASURES) as Measure[]).map(
    (measure) => [name, measure, readyMade(name, { measure, of: 'a"b\\c' })] as const,
  ),
);

test.each(all)('%s %s gives one value', async (_, __, query) => {
  const check = await loadPromql();
  expect(check(query).faults).toEqual([]);
});

test.each([
  [
    'istio',
    { measure: 'error-rate', of: 'cart' },
    '100 * (sum(rate(istio_requests_total{destination_service_name="cart", reporter="destination", response_code=~"5.."}[5m])) or vector(0)) / sum(rate(istio_requests_total{destination_service_name="cart", reporter="destination"}[5m]))',
  ],
  [
    'opentelemetry',
    { measure: 'latency', of: 'shop/cart', percentile: 99.9, window: '1m' },
    '1000 * histogram_quantile(0.999, sum by (le) (rate(http_server_request_duration_seconds_bucket{job="shop/cart"}[1m])))',
  ],
  [
    'envoy',
    { measure: 'latency', of: 'cart' },
    'histogram_quantile(0.95, sum by (le) (rate(envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name="cart"}[5m])))',
  ],
] as const)('%s %o', (name, asked, query) => expect(readyMade(name, asked)).toBe(query));

/**
 * Two instances of every service serve 10 requests a second, one in ten fails; all take between 50 and 100
 * ms.
 */
const series = (name: ExporterName) => {
  const {
    label,
    requests,
    errors,
    buckets,
  }: (typeof exporters)[ExporterName] & { errors: { metric?: string } } = exporters[name];
  const also = 'also' in exporters[name] ? `,${exporters[name].also}` : '';
  const failing = errors.matchers.replace('=~"5.."', '="503"').replace(/=~"(\w+)\|.*"/, '="$1"');
  const [low, high] = buckets.unit === 's' ? ['0.05', '0.1'] : ['50', '100'];
  return [1, 2].flatMap((instance) => {
    const own = `${label}="cart"${also},instance="${instance}"`;
    return [
      {
        series: `${requests}{${own},${errors.metric ? 'x="y"' : failing.replace(/="\w+"/, '="ok"')}}`,
        values: `0+${errors.metric ? 600 : 540}x20`,
      },
      { series: `${errors.metric ?? requests}{${own},${failing}}`, values: '0+60x20' },
      { series: `${buckets.metric}{${own},le="${low}"}`, values: '0x20' },
      { series: `${buckets.metric}{${own},le="${high}"}`, values: '0+600x20' },
      { series: `${buckets.metric}{${own},le="+Inf"}`, values: '0+600x20' },
    ];
  });
};

test.skipIf(spawnSync('promtool', ['--version']).status !== 0)(
  'promtool evaluates every one to what the metrics say',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'ready-made-'));
    try {
      const tests = names.map((name) => ({
        interval: '1m',
        input_series: series(name),
        promql_expr_test: [
          {
            expr: `round(${readyMade(name, { measure: 'error-rate', of: 'cart' })}, 0.001)`,
            eval_time: '15m',
            exp_samples: [{ labels: '{}', value: 10 }],
          },
          {
            expr: `round(${readyMade(name, { measure: 'latency', of: 'cart', percentile: 50 })}, 0.001)`,
            eval_time: '15m',
            exp_samples: [{ labels: '{}', value: 75 }],
          },
        ],
      }));
      writeFileSync(join(folder, 'test.yml'), JSON.stringify({ evaluation_interval: '1m', tests }));
      const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'test.yml')], {
        encoding: 'utf8',
      });
      expect(`${stdout}${stderr}`).toContain('SUCCESS');
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test.each(all)('%s %s is read back', (_, measure, query) => {
  const expected = measure === 'latency' ? { measure, percentile: 95 } : { measure };
  expect(readReadyMade(query)).toEqual(expected);
});

test.each([
  ['a percentile', { measure: 'latency', of: 'shop/cart', percentile: 99.9, window: '1m' }],
  ['a label that quotes', { measure: 'error-rate', of: 'a="b", job="c"' }],
] as const)('%s is read back', (_, asked) => {
  const { measure, percentile } = { percentile: undefined, ...asked };
  expect(readReadyMade(readyMade('opentelemetry', asked))).toEqual({ measure, percentile });
});

test.each([
  'up',
  '100 * sum(rate(x[5m]))',
  `${readyMade('istio', { measure: 'error-rate', of: 'cart' })} > 0`,
  readyMade('istio', { measure: 'latency', of: 'cart' }).replace('0.95', '0.950'),
])('a query of a user is not taken for one: %s', (query) => expect(readReadyMade(query)).toBeUndefined());
