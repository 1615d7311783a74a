import type { Plan } from '../circuit/plan.ts';
import { formatSpoken, type Seconds, ticksOf } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { lookbackOf } from '../text/promql/facts.ts';
import { driversOf, rampConfigOf, rampOf } from './drivers.ts';

/** What a policy can do at best and at worst, whatever the metrics say; null where it has no such thing. */
export interface PolicyFacts {
  /** From the start to the end of the last step, with nothing in the way. */
  readonly fastest_completion_seconds: Seconds | null;
  /** From a lasting breach to the reset, in the worst case over all reset criteria. */
  readonly worst_breach_to_reset_seconds: Seconds | null;
  /** The two, as sentences. */
  readonly sentences: readonly string[];
}

/** The facts of a compiled policy. */
export function factsOf(plan: Plan): PolicyFacts {
  const ramp = rampOf(plan);
  const fastest = ramp ? fastestCompletion(plan, rampConfigOf(ramp).parameters.steps) : null;
  const slowest = slowestReset(plan);
  const last = (ramp && rampConfigOf(ramp).parameters.steps.at(-1)?.target_accept_percentage) ?? 0;
  return {
    fastest_completion_seconds: fastest,
    worst_breach_to_reset_seconds: slowest?.total ?? null,
    sentences: [
      ...(fastest === null
        ? []
        : [`the fastest way to ${formatNumber(last)} % takes ${formatSpoken(fastest)}`]),
      ...(slowest
        ? [`a lasting breach resets the ramp within ${formatSpoken(slowest.total)} (${slowest.why})`]
        : ramp
          ? ['no metric ever resets the ramp']
          : []),
    ],
  };
}

/** Tick 0 cannot move forward on a query: its first result is seen at tick 1, and a criterion may ask for more. */
function fastestCompletion(plan: Plan, steps: readonly { readonly duration: Seconds }[]): Seconds {
  const ticks = steps.reduce((sum, { duration }) => sum + Math.max(1, ticksOf(duration, plan.interval)), 0);
  const forwards = driversOf(plan).flatMap(({ criteria }) =>
    criteria.filter(({ effect }) => effect === 'forward'),
  );
  const waits = forwards.map(({ trueFor }) => 1 + ticksOf(trueFor, plan.interval));
  const first = waits.length === 0 ? 0 : Math.min(...waits);
  return (first + ticks - 1) * plan.interval;
}

/** The breach fills the window, waits for the next evaluation, is seen a tick later, and must last as the criterion says. */
function slowestReset(plan: Plan): { readonly total: Seconds; readonly why: string } | undefined {
  const candidates = driversOf(plan).flatMap(({ signal, query_string, criteria }) => {
    const query = plan.queries.find((one) => one.signal === signal);
    const resets = criteria.filter(({ effect }) => effect === 'reset');
    return resets.map(({ trueFor }) => {
      const window = lookbackOf(query_string);
      const asked = (query?.every ?? 1) * plan.interval;
      const held = ticksOf(trueFor, plan.interval) * plan.interval;
      const parts = [
        ...(window ? [`${formatSpoken(window)} to fill the window of ${signal}`] : []),
        `${formatSpoken(asked)} to its next evaluation`,
        `${formatSpoken(plan.interval)} until the circuit sees it`,
        ...(held ? [`${formatSpoken(held)} that it must last`] : []),
      ];
      return { total: window + asked + plan.interval + held, why: parts.join(', ') };
    });
  });
  return candidates.reduce<(typeof candidates)[number] | undefined>(
    (a, b) => (a && a.total >= b.total ? a : b),
    undefined,
  );
}
