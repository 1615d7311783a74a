import { formatMoment } from '../../text/time.ts';
import type { Assessment, CompletionTimes, Rate } from '../assessment.ts';
import { NEVER, type Outcome } from '../outcome.ts';
import { orderStatistic } from '../statistics/order.ts';
import { rateOf, type Terms } from '../statistics/rate.ts';
import { rounded } from '../statistics/rounded.ts';
import type { HistoryFacts } from './facts.ts';
import { alarmsBy, stretchesOf } from './false-alarms.ts';
import { incidentsCaught, incidentsOf } from './incidents.ts';
import { injectionResult } from './injections.ts';
import type { AssessmentInput } from './input.ts';
import { isMemoryLong } from './memory.ts';
import { reservations } from './reservations.ts';
import { effectsAlone, sharesAlone } from './smallest.ts';
import { isUneventful, startTimesOf } from './start-times.ts';
import { decisionOf, type VerdictBasis } from './verdict.ts';

/**
 * The assessment of a policy. The same outcomes give the same bytes, in whatever order they come: those of shards are joined
 * before.
 */
export function summarise(given: AssessmentInput): Assessment {
  const rehearsals = [...given.rehearsals].sort((a, b) => a.healthy.start - b.healthy.start);
  const input = { ...given, rehearsals };
  const outcomes = rehearsals.map(({ healthy }) => healthy);
  const { facts, starts, window } = input;
  const terms = { horizon: starts.horizon, window, isMemoryLong: isMemoryLong(facts) };
  const incidents = incidentsOf(input);
  const caught = incidentsCaught(incidents);
  const judged = judgedOf(input, outcomes, terms);
  const assessment: Assessment = {
    policy: input.policy,
    interval_seconds: facts.interval,
    history: historyOf(facts),
    rehearsals: rehearsalsOf(input, outcomes),
    completed: judged.completed,
    completed_without_reset: judged.completed_without_reset,
    time_to_complete_seconds: timesOf(input, outcomes),
    false_alarms: judged.false_alarms,
    start_times: startTimesOf(outcomes, facts),
    incidents,
    incidents_caught: caught,
    injections: judged.injections,
    smallest_effect_caught: effectsAlone(input.smallest),
    smallest_effect_share: sharesAlone(input.smallest),
    ...verdictIn({ ...judged, incidents_caught: caught }, input),
    partial: input.isPartial,
    diagnostics: input.diagnostics,
  };
  return { ...assessment, diagnostics: [...input.diagnostics, ...reservations(assessment, input)] };
}

const historyOf = ({ start, interval, ticks, blind }: HistoryFacts): Assessment['history'] => ({
  from: formatMoment(start),
  to: formatMoment(start + ticks * interval),
  ticks,
  blind,
});

const rehearsalsOf = (input: AssessmentInput, outcomes: readonly Outcome[]): Assessment['rehearsals'] => ({
  count: outcomes.length,
  ended_by_incident: endedByIncident(input, outcomes),
  every_seconds: input.starts.every * input.facts.interval,
  horizon_seconds: input.starts.horizon * input.facts.interval,
});

type Judged = Pick<Assessment, 'completed' | 'completed_without_reset' | 'false_alarms' | 'injections'>;

/** All that has rates. */
function judgedOf(input: AssessmentInput, outcomes: readonly Outcome[], terms: Terms): Judged {
  const rate = (isHit: (outcome: Outcome) => boolean): Rate => rateOf(sampleOf(outcomes, isHit), terms);
  return {
    completed: rate(({ completed }) => completed !== NEVER),
    completed_without_reset: rate(isUneventful),
    false_alarms: {
      reset: rate(({ reset }) => reset !== NEVER),
      reset_at_first_step: rate(({ reset, isAtFirstStep }) => reset !== NEVER && isAtFirstStep),
      backward: rate(({ backward }) => backward !== NEVER),
      by: alarmsBy(input.facts, outcomes),
      stretches: stretchesOf(input, outcomes),
    },
    injections: injectionsOf(input, terms),
  };
}

function verdictIn(
  basis: VerdictBasis,
  { limits, facts: { ticks, interval } }: AssessmentInput,
): Pick<Assessment, 'verdict' | 'verdict_needs_days'> {
  const { verdict, factor } = decisionOf(basis, limits);
  const days = factor === null ? undefined : Math.ceil((factor * ticks * interval) / 86_400);
  return { verdict, verdict_needs_days: days };
}

function endedByIncident({ incidents }: AssessmentInput, outcomes: readonly Outcome[]): number | undefined {
  if (incidents.length === 0) return undefined;
  return outcomes.filter(({ incident }) => incident !== NEVER).length;
}

const sampleOf = (outcomes: readonly Outcome[], isHit: (outcome: Outcome) => boolean) => ({
  starts: outcomes.map(({ start }) => start),
  ends: outcomes.map(({ start, ticks }) => start + ticks),
  hits: outcomes.map(isHit),
});

function injectionsOf({ injections, rehearsals, facts: { interval } }: AssessmentInput, terms: Terms) {
  const healthy = new Map(rehearsals.map((one) => [one.healthy.start, one.healthy]));
  return injections.map((injection, position) => {
    const outcomes = rehearsals.flatMap(({ injected }) => injected[position] ?? []);
    return injectionResult(injection, outcomes, { ...terms, interval, healthy });
  });
}

/** Over all rehearsals; one that was not complete never was. */
function timesOf(
  { facts: { interval }, fastest }: AssessmentInput,
  outcomes: readonly Outcome[],
): CompletionTimes {
  const times = outcomes.map(({ completed }) =>
    completed === NEVER ? Number.POSITIVE_INFINITY : rounded(completed * interval),
  );
  return {
    fastest: rounded(fastest * interval),
    p50: orderStatistic(times, 50),
    p90: orderStatistic(times, 90),
    p95: orderStatistic(times, 95),
    p99: orderStatistic(times, 99),
  };
}
