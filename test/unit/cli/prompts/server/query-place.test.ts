import { expect, test } from 'vitest';
import { placeIn } from '../../../../../src/cli/prompts/server/query-place.ts';

const metric = undefined;

test.each<[string, unknown]>([
  ['', undefined],
  ['htt', { kind: 'metric', typed: 'htt' }],
  ['sum(rate(htt', { kind: 'metric', typed: 'htt' }],
  ['sum(rate(http_requests_total{', { kind: 'label', typed: '', metric: 'http_requests_total' }],
  ['http_requests_total{co', { kind: 'label', typed: 'co', metric: 'http_requests_total' }],
  ['http_requests_total{code=', undefined],
  ['{jo', { kind: 'label', typed: 'jo', metric }],
  ['x{code=~"5', { kind: 'value', typed: '5', quote: '"', label: 'code', metric: 'x' }],
  ['x{a="b", job!=\'c', { kind: 'value', typed: 'c', quote: "'", label: 'job', metric: 'x' }],
  ['x{a="}{", job="c', { kind: 'value', typed: 'c', quote: '"', label: 'job', metric: 'x' }],
  ['x{a="\\"', { kind: 'value', typed: '\\"', quote: '"', label: 'a', metric: 'x' }],
  ['x{a="b"', undefined],
  ['x{a="b", ', { kind: 'label', typed: '', metric: 'x' }],
  ['sum by (jo', { kind: 'label', typed: 'jo', metric }],
  ['sum(rate(x[5m])) by (', { kind: 'label', typed: '', metric: 'x' }],
  ['rate(x[5', undefined],
  ['rate(x[5m]) / y', { kind: 'metric', typed: 'y' }],
  ['"text', undefined],
])('%s', (query, place) => expect(placeIn(query)).toEqual(place));
