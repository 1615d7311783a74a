import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import type { Assessment, Rate } from '../assessment.ts';
import { FEW_DRAWS } from '../statistics/rate.ts';
import type { AssessmentInput } from './input.ts';
import { historyFor, isMemoryLong, longestMemory } from './memory.ts';

const DAY: Seconds = 86_400;

/** What the history does not let an assessment say, and how much of it would. */
export const reservations = (assessment: Assessment, input: AssessmentInput): Diagnostic[] => [
  ...(isMemoryLong(input.facts) ? memory(input) : fewStarts(assessment, input)),
  ...(assessment.verdict === 'cannot tell' ? undecided(assessment, input) : []),
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

function undecided({ verdict_needs_days }: Assessment, { limits }: AssessmentInput): Diagnostic[] {
  const { maxFalseAlarms, minCaught } = limits;
  const named = [
    ...(maxFalseAlarms === undefined ? [] : ['the limit of false alarms']),
    ...(minCaught === undefined ? [] : ['the least share that is to be caught']),
  ];
  return [diagnostic('JUDGE_UNDECIDED', { limits: named.join(' and '), days: verdict_needs_days })];
}
