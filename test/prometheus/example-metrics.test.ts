import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleMetrics } from '../support/example-metrics.ts';

test('examples/metrics/checkout.om is what its generator writes, and small', () => {
  const text = readFileSync('examples/metrics/checkout.om', 'utf8');
  expect(text === exampleMetrics()).toBe(true);
  expect(text.length).toBeLessThan(1_000_000);
});
