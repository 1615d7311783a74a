import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import type { Assessment, Rate } from '../assessment.ts';
import { FEW_DRAWS } from '../statistics/rate.ts';
import { MIN_INCIDENTS } from './incidents.ts';
import type { AssessmentInput } from './input.ts';
import { historyFor, isMemoryLong, longestMemory } from './memory.ts';
import { type Decision, decisionOf, type LimitName } from './verdict.ts';

const DAY: Seconds = 86_400;

/** What the history does not let an assessment say, and how much of it would. */
export const reservations = (assessment: Assessment, input: AssessmentInput): Diagnostic[] => [
  ...(isMemoryLong(input.facts) ? memory(input) : fewStarts(assessment, input)),
  ...(assessment.verdict === 'cannot tell' ? limitsUndecided(assessment, input) : []),
];

function memory({ facts }: AssessmentInput): Diagnostic[] {
  const longest = longestMemory(facts);
  if (!longest) return [];
  const { signal, ticks } = longest;
  const { interval } = facts;
  const days = Math.ceil((historyFor(ticks) * interval) / DAY);
  const history = formatSpoken(facts.ticks * interval);
  return [diagnostic('JUDGE_MEMORY', { signal, memory: formatSpoken(ticks * interval), history, days })];
}

function fewStarts(assessment: Assessment, { facts }: AssessmentInput): Diagnostic[] {
  const few = Object.entries(ratesOf(assessment)).filter(([, { interval }]) => interval === null);
  if (few.length === 0) return [];
  const least = Math.min(...few.map(([, rate]) => rate.n_effective));
  const days = (facts.ticks * facts.interval * (FEW_DRAWS + 1)) / Math.max(1, least) / DAY;
  return [
    diagnostic('JUDGE_FEW_STARTS', {
      rates: few.map(([name]) => name).join(', '),
      independent: Math.floor(least),
      days: least > 0 ? Math.ceil(days) : undefined,
    }),
  ];
}

/** Every rate that is printed, by its name for people. */
function ratesOf({
  completed,
  completed_without_reset,
  false_alarms,
  injections,
}: Assessment): Record<string, Rate> {
  const { reset, reset_at_first_step, backward } = false_alarms;
  const healthy = { completed, completed_without_reset, reset, reset_at_first_step, backward };
  const caught = injections.map(({ effect, caught }) => [`caught (${effect})`, caught] as const);
  return { ...healthy, ...Object.fromEntries(caught) };
}

/** What each limit is called. */
const LIMIT_NAMES: Readonly<Record<LimitName, string>> = {
  'false alarms': 'the limit of false alarms',
  caught: 'the least share of an effect that is to be caught',
  'incidents caught': 'the least share of incidents that is to be caught',
};

function limitsUndecided(assessment: Assessment, { limits }: AssessmentInput): Diagnostic[] {
  const decision = decisionOf(assessment, limits);
  return [
    diagnostic('JUDGE_UNDECIDED', {
      limits: decision.undecided.map((name) => LIMIT_NAMES[name]).join(' or '),
      why: undecidedReason(decision, assessment),
      days: assessment.verdict_needs_days,
    }),
  ];
}

function undecidedReason({ undecided, hasIntervals }: Decision, { incidents_caught }: Assessment): string {
  if (undecided.includes('incidents caught') && incidents_caught?.interval === null)
    return `it takes ${MIN_INCIDENTS} incidents that met a rehearsal, there are ${incidents_caught.of}`;
  return hasIntervals ? 'the interval holds the limit' : 'there is no interval';
}
