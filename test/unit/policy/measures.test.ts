import { describe, expect, test } from 'vitest';
import type { DriverTitle } from '../../../src/policy/measures.ts';
import { withMeasures } from '../../../src/policy/measures.ts';
import { averageQuery, percentileQuery } from '../../../src/policy/meter-query.ts';
import { readyMade } from '../../../src/policy/ready-made.ts';
import { planOf, promql } from '../../support/plans.ts';

const measureOf = (query: string, given?: DriverTitle) => {
  const plan = planOf([promql('PROMQL_0', query)]);
  return withMeasures(plan, new Map(given ? [['PROMQL_0', given]] : [])).queries[0]!.measure;
};
const meter = { name: 'shop/average_latency/0', policy: 'shop' };

describe('what a query measures', () => {
  test.each<[string, string, DriverTitle | undefined, object | undefined]>([
    ['an average', averageQuery('rate', meter, '30s'), undefined, { title: 'average latency', unit: 'ms' }],
    ['a percentile', percentileQuery(99.9, meter, '30s'), undefined, { title: 'p99.9 latency', unit: 'ms' }],
    [
      'a ready-made latency',
      readyMade('istio', { measure: 'latency', of: 'cart', percentile: 50 }),
      undefined,
      { title: 'p50 latency', unit: 'ms' },
    ],
    [
      'a ready-made error rate',
      readyMade('grpc', { measure: 'error-rate', of: 'cart' }),
      undefined,
      { title: 'error rate', unit: '%' },
    ],
    ['nothing that is known', 'up', undefined, undefined],
    ['a title', 'up', { title: 'servers up' }, { title: 'servers up', unit: '' }],
    ['a unit alone', 'up', { unit: 'req/s' }, { title: 'PROMQL_0', unit: 'req/s' }],
    [
      'a title over what is known',
      averageQuery('rate', meter, '30s'),
      { title: 'checkout latency' },
      { title: 'checkout latency', unit: 'ms' },
    ],
    ['a title of this query', 'up', { title: 'up', query: 'up' }, { title: 'up', unit: '' }],
    ['a title of another query', 'up', { title: 'down', query: 'down' }, undefined],
  ])('%s', (_, query, given, measure) => expect(measureOf(query, given)).toEqual(measure));
});
