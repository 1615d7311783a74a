import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/circuit/plan.ts';
import { factsOf } from '../../src/judge/assess/facts.ts';
import { summarise } from '../../src/judge/assess/summarise.ts';
import type { Assessment, Rate } from '../../src/judge/assessment.ts';
import type { History } from '../../src/judge/history.ts';
import { judge } from '../../src/judge/judge.ts';
import { wilson } from '../../src/judge/statistics/wilson.ts';
import { uniform } from '../../src/numerics/random.ts';
import { fastestCompletion } from '../../src/rollout/fastest.ts';
import { noise } from '../../src/source/scenario/noise.ts';
import { historyOf } from '../support/judged.ts';
import { inputOf } from '../support/outcomes.ts';
import { compare, latencyPlan, planOf, promql, ramp } from '../support/plans.ts';

// Whole histories, judged as `assess` judges them: the intervals that it prints are held against what is true.

/** A rehearsal takes 21 ticks where nothing holds it: a hundredth of these histories is about two. */
const plan = latencyPlan([
  [1, '0s'],
  [100, '20s'],
]);
const REHEARSAL = 21;
const TICKS = 4000;
const HISTORIES = 200;

/** Latency with correlation exp(-lag / memory): around 60, over 100 on one tick in 260. */
function readings(seed: number, memory: number): number[] {
  const keep = memory === 0 ? 0 : Math.exp(-1 / memory);
  let value = noise(seed, 0, 0);
  return Array.from({ length: TICKS }, (_, tick) => {
    value = keep * value + Math.sqrt(1 - keep * keep) * noise(seed, 1, tick);
    return 60 + 15 * value;
  });
}

function assessmentOf(judgedPlan: Plan, history: History): Assessment {
  const horizon = 3 * REHEARSAL;
  const starts = { every: 10, horizon, count: Math.floor((history.ticks - horizon) / 10) + 1 };
  const numbers = Array.from({ length: starts.count }, (_, i) => i);
  const rehearsals = [...judge({ judged: { plan: judgedPlan }, history, starts }, numbers)];
  const outcomes = rehearsals.map(({ healthy }) => healthy);
  const facts = factsOf(judgedPlan, history, outcomes);
  return summarise(inputOf({ facts, starts, rehearsals, window: 1, fastest: fastestCompletion(judgedPlan) }));
}

const assess = (seed: number, memory: number): Assessment =>
  assessmentOf(plan, historyOf([readings(seed, memory)]));

interface Covered {
  /** Of the intervals that were given, the share that holds the truth. */
  readonly share: number;
  readonly given: number;
  /** The middle one of their widths, in widths of Wilson's interval at the number of draws that the share is worth. */
  readonly width: number;
}

function covered(rates: readonly Rate[]): Covered {
  // Half of the histories say to the other half what is true.
  const shares = rates.map(({ share }) => share);
  const truth = mean(shares.slice(HISTORIES));
  const spread = mean(shares.map((share) => (share - truth) ** 2));
  const [low, high] = wilson(truth, (truth * (1 - truth)) / spread, 1.96);
  const intervals = rates.slice(0, HISTORIES).flatMap(({ interval }) => (interval ? [interval] : []));
  const widths = intervals.map(([from, to]) => (to - from) / (high - low)).sort((a, b) => a - b);
  return {
    share: intervals.filter(([from, to]) => from <= truth && truth <= to).length / intervals.length,
    given: intervals.length,
    width: widths[Math.floor(widths.length / 2)]!,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe.each([
  ['half a rehearsal', REHEARSAL / 2, 0.91],
  ['three rehearsals', 3 * REHEARSAL, 0.88],
] as const)('over histories that remember %s', (_, memory, least) => {
  const all = Array.from({ length: 2 * HISTORIES }, (_, i) => assess(1000 * memory + i, memory));

  it.each([
    ['resets', all.map((one) => one.false_alarms.reset)],
    ['steps back', all.map((one) => one.false_alarms.backward)],
    ['completions without a reset', all.map((one) => one.completed_without_reset)],
  ] as const)('the interval of %s holds the truth, and is at most twice as wide as needed', (_, rates) => {
    const { share, given, width } = covered(rates);
    expect(given).toBeGreaterThan(0.9 * HISTORIES);
    expect(share).toBeGreaterThanOrEqual(least);
    expect(width).toBeLessThanOrEqual(2);
  });
});

it('independent readings reset 1 - (1-p)^n of rehearsals that are never held', () => {
  const free = planOf([
    promql('LATENCY', 'latency'),
    compare('LATENCY', 'lte', 100, 'FORWARD_0'),
    compare('LATENCY', 'gt', 100, 'RESET_0'),
    ramp([[100, '20s']], { forward: 'FORWARD_0', reset: 'RESET_0' }),
  ]);
  // Over 100 on one tick in 50; without a reset it is complete on its 20th evaluation.
  const latency = Array.from({ length: 200_000 }, (_, tick) => (uniform(7, 0, tick) < 0.02 ? 101 : 99));
  const assessment = assessmentOf(free, historyOf([latency]));
  const { share, n_effective, interval } = assessment.false_alarms.reset;
  const expected = 1 - 0.98 ** 20;
  expect(Math.abs(share - expected)).toBeLessThan(3 * Math.sqrt((expected * (1 - expected)) / n_effective));
  expect(interval![0] < expected && expected < interval![1]).toBe(true);
  expect(assessment.time_to_complete_seconds.fastest).toBe(20);
});
