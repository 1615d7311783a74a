import { describe, expect, it } from 'vitest';
import { effective, variance } from '../../../../src/judge/statistics/effective.ts';

/** One start on every tick, each one tick long. */
const sampleOf = (text: string) => {
  const hits = [...text].map((one) => one === 'x');
  return { starts: hits.map((_, i) => i), ends: hits.map((_, i) => i + 1), hits };
};

describe('the number of draws that a share counts as', () => {
  it('is that of the independent starts where batches vary no more than chance', () => {
    const sample = sampleOf('x.x.x.x.x.x.x.x.x.x.');
    expect(effective(sample, { horizon: 2, window: 0 })).toEqual({ n: 20, degrees: 19 });
  });

  it('is p(1-p) / (s²/B) of the batches that vary most', () => {
    // Batches of one horizon (4): 1, 0, 1, 0, 0: p 0.4, s² 0.3, B 5. Of two: no 4 remain.
    const sample = sampleOf('xxxx....xxxx........');
    const { n, degrees } = effective(sample, { horizon: 4, window: 0 });
    expect(n).toBeCloseTo((0.4 * 0.6) / (0.3 / 5), 12);
    expect(degrees).toBe(4);
  });

  it('takes longer batches while 4 remain', () => {
    // Of one horizon (2), p 1/2: 1 1 0 0 1 1 0 0, s² 2/7, B 8; of two: 1 0 1 0, s² 1/3, B 4: n = 3.
    const { n, degrees } = effective(sampleOf('xxxx....xxxx....'), { horizon: 2, window: 0 });
    expect(n).toBeCloseTo(0.25 / (1 / 3 / 4), 12);
    expect(degrees).toBe(3);
  });

  it('leaves out a last batch that the starts do not fill', () => {
    // Batches of 4: 1, 0, 1, 0, and three starts that are none.
    const { n } = effective(sampleOf('xxxx....xxxx....xxx'), { horizon: 4, window: 0 });
    const share = 11 / 19;
    expect(n).toBeCloseTo((share * (1 - share)) / (1 / 3 / 4), 12);
  });

  it.each(['....................', 'xxxxxxxxxxxxxxxxxxxx'])(
    'is that of the independent starts for %s',
    (text) => {
      expect(effective(sampleOf(text), { horizon: 4, window: 1 })).toEqual({ n: 10, degrees: 9 });
    },
  );
});

it('the variance of a sample has one less than its size', () => {
  expect(variance([1, 2, 3, 4])).toBeCloseTo(5 / 3, 12);
});
