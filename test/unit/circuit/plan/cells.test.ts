import { expect, it } from 'vitest';
import { initialCells } from '../../../../src/circuit/plan/cells.ts';
import { planOf } from '../../../support/plans.ts';

const { leaves } = planOf([
  { variable: { constant_output: { value: 3 } } },
  { inverter: {} },
  { sma: { parameters: { sma_window: '2s' } } },
  { query: { promql: { query_string: 'up' } } },
  { alerter: { parameters: { alert_name: 'A' } } },
]);

it('asks every leaf for its cells; a query keeps its last result', () => {
  expect(initialCells(leaves, (duration) => duration)).toEqual([
    [3],
    [],
    [0, 0, 0, Number.NaN, 0, 0],
    [Number.NaN],
    [],
  ]);
});

it('gives up beyond the limit', () => {
  expect(
    initialCells(
      Array.from({ length: 20 }, () => leaves[2]!),
      () => 999_999,
    ),
  ).toBeUndefined();
});
