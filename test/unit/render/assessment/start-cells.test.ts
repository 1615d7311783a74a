import { expect, test } from 'vitest';
import { startCells } from '../../../../src/render/assessment/start-cells.ts';
import { outcome } from '../../../support/assessed.ts';

/** Monday 2 November 2026, 00:00 UTC. */
const from = Date.UTC(2026, 10, 2) / 1000;
const WEEK = 7 * 24;

test('the starts of an hour of a weekday count by weeks, drawn towards the share of all', () => {
  const good = { completed: 1 };
  const bad = { completed: 9, reset: 2 };
  const outcomes = [
    outcome({ start: 10, ...good }),
    outcome({ start: 10, ...bad }),
    outcome({ start: WEEK + 10, ...good }),
    outcome({ start: WEEK + 34, ...bad }),
  ];
  const cells = startCells(outcomes, { from, interval: 3600, overall: 0.5 });
  // One week half, one week whole: (0.5 + 1 + 4 * 0.5) / 6.
  expect(cells[0]![10]).toEqual({ share: 3.5 / 6, weeks: 2 });
  expect(cells[1]![10]).toEqual({ share: 2 / 5, weeks: 1 });
  expect(cells.flat().filter((cell) => cell !== undefined)).toHaveLength(2);
});

test('what never completed did not complete without a reset', () => {
  const [monday] = startCells([outcome({ start: 0 })], { from, interval: 3600, overall: 1 });
  expect(monday![0]).toEqual({ share: 4 / 5, weeks: 1 });
});
