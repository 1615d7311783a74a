import type { Assessment, InjectionResult, Rate } from '../../src/judge/assessment.ts';
import { NEVER, type Outcome } from '../../src/judge/outcome.ts';
import type { AssessmentModel } from '../../src/render/assessment.ts';
import { outcome as completeOutcome } from './outcomes.ts';

/** 2 November 2026, a Monday, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 2);
const INTERVAL = 60;
/** Ticks. */
const EVERY = 20;
const HORIZON = 135;
const FASTEST = 45;

const timeOf = (tick: number): string => new Date(MONDAY + tick * INTERVAL * 1000).toISOString();

/** A share with an interval that is easy to see through: half the share below, as much above. */
export function rate(count: number, of: number): Rate {
  const share = count / of;
  return {
    count,
    share,
    independent: Math.ceil(of / 7),
    n_effective: Math.ceil(of / 8),
    interval: [share / 2, Math.min(1, share * 1.5 + 0.01)],
  };
}

/** A rehearsal to which nothing happened but what is given. */
export const outcome = (more: Partial<Outcome>): Outcome =>
  completeOutcome(0, { ticks: HORIZON, completed: NEVER, ...more });

/** The rehearsals of so many days, one every 20 minutes; `bad` says which ticks of the history reset what is under way. */
function outcomesOf(days: number, bad: readonly (readonly [from: number, to: number])[]): Outcome[] {
  const count = Math.floor((days * 1440 - HORIZON) / EVERY) + 1;
  return Array.from({ length: count }, (_, n) => outcomeFrom(n * EVERY, bad));
}

function outcomeFrom(start: number, bad: readonly (readonly [from: number, to: number])[]): Outcome {
  const met = bad.find(([from, to]) => to > start && from < start + FASTEST);
  const reset = met ? Math.max(0, met[0] - start) : NEVER;
  const completed = met ? met[1] - start + FASTEST : FASTEST + ((start / EVERY) % 7 === 0 ? 6 : 0);
  const isDone = completed < HORIZON;
  return outcome({
    start,
    ticks: isDone ? completed + 1 : HORIZON,
    completed: isDone ? completed : NEVER,
    reset,
    backward: reset,
    isAtFirstStep: reset === 0,
    resetBy: reset === NEVER ? [] : [0],
  });
}

/** One injection of so large a factor, of which so many of 100 are caught. */
export const injection = (factor: number, caught: number, signal = 'AVERAGE_LATENCY_0'): InjectionResult => ({
  effect: `${signal}: x${factor}`,
  share: 'whole',
  window_seconds: 60,
  exposed: 1000,
  reset: rate(caught * 4, 1000),
  detected: rate(caught * 4, 1000),
  by_chance: 12,
  held: rate(caught * 6, 1000),
  slipped: rate(1000 - caught * 10, 1000),
  caught: {
    ...rate(caught * 10, 1000),
    interval: [Math.max(0, caught - 4) / 100, Math.min(100, caught + 3) / 100],
  },
  held_at_percentage: { p50: caught === 0 ? null : 31 },
  delay_seconds: { p50: caught === 0 ? null : 180, p95: caught > 95 ? 600 : null },
  exposure_percent_hours: { p50: 12.4, p95: 34.4 },
  highest_percentage: { p50: 31, p95: 100 },
});

/** An assessment of a service on two weeks: bad on two mornings, and injected with six effects. */
export function assessed(more: Partial<Assessment> = {}, days = 14): AssessmentModel {
  const bad = [
    [2040, 2090],
    [9 * 1440 + 600, 9 * 1440 + 720],
  ] as const;
  const outcomes = outcomesOf(days, bad);
  const count = outcomes.length;
  const countOf = (is: (outcome: Outcome) => boolean): Rate => rate(outcomes.filter(is).length, count);
  const reset = countOf((outcome) => outcome.reset !== NEVER);
  const assessment: Assessment = {
    policy: 'checkout-v2',
    interval_seconds: INTERVAL,
    history: {
      from: timeOf(0),
      to: timeOf(days * 1440),
      ticks: days * 1440,
      blind: { share: 0.002, queries: {} },
    },
    rehearsals: { count, every_seconds: EVERY * INTERVAL, horizon_seconds: HORIZON * INTERVAL },
    completed: countOf(({ completed }) => completed !== NEVER),
    completed_without_reset: countOf((outcome) => outcome.completed !== NEVER && outcome.reset === NEVER),
    time_to_complete_seconds: { fastest: 2700, p50: 2700, p90: 3060, p95: 3060, p99: null },
    false_alarms: {
      reset,
      reset_at_first_step: countOf(({ isAtFirstStep }) => isAtFirstStep),
      backward: reset,
      by: [{ signal: 'AVERAGE_LATENCY_0', criterion: 'reset', rehearsals: reset.count }],
      stretches: {
        of: bad.length,
        worst: bad.map(([from, to]) => ({
          from: timeOf(from),
          to: timeOf(to),
          signal: 'AVERAGE_LATENCY_0',
          criterion: 'reset',
          rehearsals: outcomes.filter(
            ({ start, reset: at }) => at !== NEVER && start + at >= from && start + at < to,
          ).length,
          extreme: 131.2,
          threshold: 100,
          command: `rollout simulate values.yaml --start --prometheus http://localhost:9090 --from ${timeOf(from - 20)} --to ${timeOf(from + 115)}`,
        })),
      },
    },
    start_times: {
      hour: Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 0.8 : 0.97)),
      weekday: [null, null, null, null, null, null, null],
      best: null,
      worst: 'hour 10',
    },
    incidents: [],
    injections: [
      injection(1.5, 100),
      injection(1.05, 2),
      injection(1.1, 30),
      injection(1.2, 97),
      injection(1.3, 99),
    ],
    smallest_effect_caught: { AVERAGE_LATENCY_0: 'x1.18' },
    smallest_effect_share: {},
    verdict: null,
    partial: false,
    diagnostics: [],
    ...more,
  };
  return {
    assessment,
    outcomes,
    measures: new Map([['AVERAGE_LATENCY_0', { title: 'average latency', unit: 'ms' }]]),
    policyText: 'circuit: {}\n',
    valuesText: null,
  };
}
