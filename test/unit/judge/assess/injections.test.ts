import { expect, it } from 'vitest';
import { injectionResult } from '../../../../src/judge/assess/injections.ts';
import { NEVER } from '../../../../src/judge/outcome.ts';
import { injected, outcome, reset } from '../../../support/outcomes.ts';

const healthy = [
  outcome(0),
  reset(10),
  reset(20, { reset: 4 }),
  ...[30, 40, 50, 60, 70].map((at) => outcome(at)),
];
const outcomes = [
  injected(0, { reset: 3, completed: NEVER, percentHours: 1, highest: 50 }),
  injected(10, { reset: 2, completed: NEVER, percentHours: 0.5, highest: 10 }), // by chance: the same tick
  injected(20, { reset: 3, completed: NEVER, percentHours: 1, highest: 50 }), // the other comes later
  injected(30, { completed: NEVER, ticks: 15, final: 31, highest: 40, percentHours: 7 }),
  injected(40),
  injected(50, { exposed: NEVER }),
  injected(60, { completed: NEVER, ticks: 7, incident: 0 }), // ended by an incident
  injected(70),
];
const terms = {
  horizon: 15,
  window: 1,
  isMemoryLong: false,
  interval: 60,
  healthy: new Map(healthy.map((one) => [one.start, one])),
};
const injection = { effect: 'LATENCY: x2', share: 'whole', window_seconds: 0 };
const result = injectionResult(injection, outcomes, terms);

it('every exposed rehearsal is reset, held or slipped through; caught is reset or held', () => {
  const { exposed, reset, held, slipped, caught } = result;
  expect([exposed, reset.count, held.count, slipped.count, caught.count]).toEqual([6, 3, 1, 2, 4]);
});

it('a reset that the same start has without the injection, no later, is by chance and not detected', () => {
  expect([result.by_chance, result.detected.count]).toEqual([1, 2]);
});

it('the delay counts from the exposure to the reset, over all exposed', () => {
  expect(result.delay_seconds).toEqual({ p50: 120, p95: null });
});

it('exposure, the highest percentage, and where it was held', () => {
  expect(result.exposure_percent_hours).toEqual({ p50: 1, p95: 7 });
  expect(result.highest_percentage).toEqual({ p50: 50, p95: 100 });
  expect(result.held_at_percentage).toEqual({ p50: 31 });
  expect(result.exposure_requests).toBeUndefined();
});

it('a detection ends at its reset: the next independent start comes sooner', () => {
  // 0, 10, 20, 30, 70: the resets end on ticks 4, 13 and 24, the one that is held on 45.
  expect(result.caught.independent).toBe(5);
  const close = [0, 5, 10, 15].map((start) => injected(start, { ticks: 15, reset: 3, completed: NEVER }));
  expect(injectionResult(injection, close, terms).reset.independent).toBe(4);
});

it('requests where the traffic is known', () => {
  const known = [0, 10, 20].map((start) => injected(start, { requests: start }));
  const { exposure_requests } = injectionResult(injection, known, terms);
  expect(exposure_requests).toEqual({ p50: 10, p95: 20 });
});
