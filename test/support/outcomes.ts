import type { HistoryFacts } from '../../src/judge/assess/facts.ts';
import type { AssessmentInput } from '../../src/judge/assess/input.ts';
import { type InjectedOutcome, NEVER, type Outcome, type StartOutcomes } from '../../src/judge/outcome.ts';

/** A rehearsal that was complete on its fifth tick, with what is other of it. */
export const outcome = (start: number, other: Partial<Outcome> = {}): Outcome => ({
  start,
  ticks: 5,
  completed: 4,
  reset: NEVER,
  backward: NEVER,
  isAtFirstStep: false,
  resetBy: [],
  backwardBy: [],
  incident: NEVER,
  ...other,
});

/** One that was reset, by the criterion at position 2, on its third tick. */
export const reset = (start: number, other: Partial<Outcome> = {}): Outcome =>
  outcome(start, { reset: 2, resetBy: [2], ...other });

/** A rehearsal with an injection that slipped through. */
export const injected = (start: number, other: Partial<InjectedOutcome> = {}): InjectedOutcome => ({
  start,
  ticks: 5,
  completed: 4,
  reset: NEVER,
  exposed: 1,
  effective: 1,
  final: 100,
  highest: 100,
  percentHours: 2,
  incident: NEVER,
  ...other,
});

/** A day of minutes from 1 November 2026, a Sunday, whose readings remember nothing. */
export const facts: HistoryFacts = {
  start: Date.UTC(2026, 10, 1) / 1000,
  interval: 60,
  ticks: 1440,
  criteria: [
    { signal: 'LATENCY', direction: 'forward' },
    { signal: 'LATENCY', direction: 'backward' },
    { signal: 'LATENCY', direction: 'reset' },
  ],
  memory: [{ signal: 'LATENCY', ticks: 1 }],
  blind: { share: 0, queries: {} },
  stretches: [],
};

/** The rehearsals from some starts, without injections. */
export const rehearsalsOf = (outcomes: readonly Outcome[]): StartOutcomes[] =>
  outcomes.map((healthy) => ({ healthy, incidents: [], injected: [] }));

/** What an assessment of rehearsals is made of, ten minutes apart, with a horizon of 15. */
export const inputOf = (other: Partial<AssessmentInput> = {}): AssessmentInput => ({
  policy: 'checkout',
  facts,
  starts: { every: 10, horizon: 15 },
  fastest: 4,
  window: 1,
  rehearsals: [],
  incidents: [],
  injections: [],
  smallest: {},
  limits: {},
  isPartial: false,
  command: (from, to) => `simulate --from ${from} --to ${to}`,
  diagnostics: [],
  ...other,
});
