import type { Plan } from '../circuit/plan.ts';
import { formatSpoken, type Seconds, ticksOf } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { lookbackOf } from '../text/promql/facts.ts';
import type { Criterion } from './criterion.ts';
import { type Driver, driversOf } from './drivers.ts';
import { fastestCompletion } from './fastest.ts';
import { type Ramp, rampOf } from './ramp.ts';

/**
 * What a policy can do at best and at worst, whatever the metrics say; null without a ramp or a reset
 * criterion.
 */
export interface PolicyFacts {
  /** From the start to the end of the last step, with nothing in the way. */
  readonly fastest_completion_seconds: Seconds | null;
  /** From a lasting breach to the reset, in the worst case over all reset criteria. */
  readonly worst_breach_to_reset_seconds: Seconds | null;
  /** The two, as sentences. */
  readonly sentences: readonly string[];
}

/** How long a reset may take, and what that time consists of. */
interface SlowestReset {
  readonly total: Seconds;
  readonly parts: string;
}

/** The facts of a compiled policy. */
export function factsOf(plan: Plan): PolicyFacts {
  const ramp = rampOf(plan);
  const fastest = ramp && fastestCompletion(plan) * plan.interval;
  const slowest = slowestReset(plan);
  return {
    fastest_completion_seconds: fastest ?? null,
    worst_breach_to_reset_seconds: slowest?.total ?? null,
    sentences: [...completionSentences(ramp, fastest), ...resetSentences(ramp, slowest)],
  };
}

function completionSentences(ramp: Ramp | undefined, fastest: Seconds | undefined): string[] {
  if (!ramp || fastest === undefined) return [];
  const last = formatNumber(ramp.steps.at(-1)?.target ?? 0);
  return [`the fastest way to ${last} % takes ${formatSpoken(fastest)}`];
}

function resetSentences(ramp: Ramp | undefined, slowest: SlowestReset | undefined): string[] {
  if (slowest)
    return [`a lasting breach resets the ramp within ${formatSpoken(slowest.total)} (${slowest.parts})`];
  if (ramp) return ['no metric ever resets the ramp'];
  return [];
}

/** The first of the slowest, over all drivers and their reset criteria. */
function slowestReset(plan: Plan): SlowestReset | undefined {
  let slowest: SlowestReset | undefined;
  for (const driver of driversOf(plan)) {
    for (const criterion of driver.criteria) {
      if (criterion.direction !== 'reset') continue;
      const one = resetAfter(criterion, driver, plan.interval);
      if (!slowest || one.total > slowest.total) slowest = one;
    }
  }
  return slowest;
}

/**
 * The breach fills the window, waits for the next evaluation, is seen a tick later, and must last as the
 * criterion says.
 */
function resetAfter({ trueFor }: Criterion, driver: Driver, interval: Seconds): SlowestReset {
  const window = lookbackOf(driver.query_string);
  const every = driver.every * interval;
  const lasting = ticksOf(trueFor, interval) * interval;
  const waits: readonly (readonly [Seconds, string])[] = [
    [window, `to fill the window of ${driver.measure.title}`],
    [every, 'to its next evaluation'],
    [interval, 'until the circuit sees it'],
    [lasting, 'that it must last'],
  ];
  const parts = waits.filter(([time]) => time > 0).map(([time, what]) => `${formatSpoken(time)} ${what}`);
  return { total: window + every + interval + lasting, parts: parts.join(', ') };
}
