import { describe, expect, test } from 'vitest';
import { NEVER } from '../../../../src/judge/outcome.ts';
import { completionBins } from '../../../../src/render/assessment/completion-bins.ts';
import { outcome } from '../../../support/assessed.ts';

const taking = (completed: number, reset = NEVER) => outcome({ completed, reset });

describe('times to 100 %', () => {
  test('fall into round bins from the fastest to the slowest, split by whether a reset came before', () => {
    const outcomes = [
      taking(45),
      taking(46),
      taking(58, 10),
      taking(58, 90),
      taking(NEVER),
      taking(NEVER, 3),
    ];
    expect(completionBins(outcomes, 60)).toEqual({
      bins: expect.arrayContaining([
        { from: 2700, to: 2760, straight: 1, afterReset: 0 },
        { from: 2760, to: 2820, straight: 1, afterReset: 0 },
        { from: 3480, to: 3540, straight: 1, afterReset: 1 },
      ]),
      late: 2,
      cut: 0,
    });
    expect(completionBins(outcomes, 60).bins).toHaveLength(14);
  });

  test('are at most 24 bins, however long the slowest took', () => {
    for (const slowest of [46, 70, 300, 4000, 100_000]) {
      const { bins } = completionBins([taking(45), taking(slowest)], 10);
      expect(bins.length).toBeLessThanOrEqual(24);
      expect(bins[0]!.from).toBeLessThanOrEqual(450);
      expect(bins.at(-1)!.to).toBeGreaterThan(slowest * 10);
    }
  });

  test('are none where nothing completed; an incident is not the horizon', () => {
    const met = outcome({ incident: 0 });
    expect(completionBins([met, taking(NEVER)], 60)).toEqual({ bins: [], late: 1, cut: 1 });
    expect(completionBins([], 60)).toEqual({ bins: [], late: 0, cut: 0 });
  });
});
