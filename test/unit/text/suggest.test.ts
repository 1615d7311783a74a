import { expect, test } from 'vitest';
import { suggest } from '../../../src/text/suggest.ts';

const KNOWN = ['average-latency', 'percentile-latency', 'promql', 'base'];

test.each([
  ['promq', 'promql'],
  ['PROMQL', 'promql'],
  ['avarage-latency', 'average-latency'],
  ['percentile-latncy', 'percentile-latency'],
  ['bsae', 'base'],
  ['average', 'average-latency'],
  ['PER', 'percentile-latency'],
  ['ba', 'base'],
  ['av', undefined],
  ['kubernetes', undefined],
  ['x', undefined],
  ['', undefined],
])('%j -> %s', (written, meant) => expect(suggest(written, KNOWN)).toBe(meant));

test('a beginning of several names stands for none', () =>
  expect(suggest('late', ['latency-regression', 'latency-spike'])).toBeUndefined());

test('knows nothing, suggests nothing', () => expect(suggest('promql', [])).toBeUndefined());
