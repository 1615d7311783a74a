import { expect, test } from 'vitest';
import { formats } from '../../../src/schema/formats.ts';

test.each([
  ['duration', ['0s', '5m', '1h30m', '1.5s'], ['', '5', 'soon', '-1s', '5 m']],
  ['positive-duration', ['1ms', '5m'], ['0s', '0h0m', 'soon']],
  ['moment', ['2026-11-03T14:00:00Z', '1700000000'], ['now', 'now-7d', 'yesterday', '2026-02-30T00:00:00Z']],
  [
    'policy-name',
    ['a', 'checkout-v2', 'a.b', '0', 'x'.repeat(253)],
    ['', '-a', 'a-', 'A', 'a_b', '../../etc/x', 'a/b', 'a\n', 'x'.repeat(254)],
  ],
] as const)('%s', (name, good, bad) => {
  expect(good.filter((text) => !formats[name]!(text))).toEqual([]);
  expect(bad.filter((text) => formats[name]!(text))).toEqual([]);
});
