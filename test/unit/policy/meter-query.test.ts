import { describe, expect, it } from 'vitest';
import {
  averageQuery,
  isMeterQuery,
  percentileQuery,
  readMeterQuery,
} from '../../../src/policy/meter-query.ts';

const meter = { name: 'shop/average_latency/0', policy: 'shop' };
const LABELS = 'flow_status="OK", flux_meter_name="shop/average_latency/0", policy_name="shop"';

describe('writes', () => {
  it('an average of increases or rates', () => {
    expect(averageQuery('increase', meter, '30s')).toBe(
      `sum(increase(flux_meter_sum{${LABELS}}[30s]))/sum(increase(flux_meter_count{${LABELS}}[30s]))`,
    );
    expect(averageQuery('rate', meter, '1.5s')).toBe(
      `sum(rate(flux_meter_sum{${LABELS}}[1500ms]))/sum(rate(flux_meter_count{${LABELS}}[1500ms]))`,
    );
  });

  it('a percentile', () => {
    expect(percentileQuery(99.9, meter, '1m')).toBe(
      `histogram_quantile(0.999, sum(rate(flux_meter_bucket{${LABELS}}[60s])) by (le))`,
    );
  });
});

describe('reads back what it wrote', () => {
  it.each(['increase', 'rate'] as const)('an average by %s', (change) => {
    expect(readMeterQuery(averageQuery(change, meter, '30s'))).toEqual({
      meter: 'shop/average_latency/0',
      percentile: undefined,
    });
  });

  it.each([50, 95, 99.9, 99.999, 0.00001])('percentile %d', (percentile) => {
    expect(readMeterQuery(percentileQuery(percentile, meter, '90s'))).toEqual({
      meter: 'shop/average_latency/0',
      percentile,
    });
  });
});

it.each([
  'up',
  `sum(increase(flux_meter_sum{${LABELS}}[30s]))/sum(rate(flux_meter_count{${LABELS}}[30s]))`,
  `${averageQuery('rate', meter, '30s')} * 1000`,
  `sum(rate(flux_meter_sum{${LABELS}}[30s]))`,
])('any other query is none of its own: %s', (query) => expect(isMeterQuery(query)).toBe(false));
