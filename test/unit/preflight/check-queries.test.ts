import { expect, test } from 'vitest';
import { checkQueries } from '../../../src/preflight/check-queries.ts';
import { dayBefore } from '../../../src/preflight/period.ts';
import { fakeApi } from '../../support/fake-api.ts';
import { planOf, promql } from '../../support/plans.ts';

const policy = (file: string, ...components: readonly unknown[]) => ({
  plan: planOf(components),
  placeOf: () => ({ at: { file, line: 1, column: 1 }, path: 'p' }),
});

test('of several policies each query is tried once, at its place in the first', async () => {
  const api = fakeApi({ value: (query) => (query === 'time() - 3' ? undefined : 1) });
  const policies = [
    policy('a.yaml', promql('A', 'time()'), promql('B', 'time()')),
    policy('b.yaml', promql('A', 'time()'), promql('C', 'time() - 3')),
    policy('c.yaml', promql('A', 'time()', '2s'), promql('C', 'time() - 3')),
  ];
  const options = { api, period: dayBefore(100_000, 1), missing: 'warning' } as const;
  const { rows, diagnostics } = await checkQueries(policies, options);
  expect(rows.map(({ signal, query, evaluations }) => [signal, query, evaluations])).toEqual([
    ['A', 'time()', 86_401],
    ['B', 'time()', 86_401],
    ['C', 'time() - 3', 86_401],
    ['A', 'time()', 43_201],
  ]);
  expect(diagnostics).toMatchObject([{ code: 'PROM_NO_SERIES', file: 'b.yaml' }]);
});
