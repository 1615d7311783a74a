import { formatMoment } from '../../text/time.ts';
import type { FalseAlarms, Stretch } from '../assessment.ts';
import { NEVER, type Outcome } from '../outcome.ts';
import { namesOf } from './criterion-names.ts';
import type { HistoryFacts } from './facts.ts';
import type { FoundStretch } from './found-stretch.ts';
import type { AssessmentInput } from './input.ts';
import { criterionOf } from './stretches.ts';

/** How many of the worst stretches are named. */
const MAX_STRETCHES = 10;

/** How many rehearsals each criterion moved backward or reset, the most first. */
export function alarmsBy(facts: HistoryFacts, outcomes: readonly Outcome[]): FalseAlarms['by'] {
  const counts = new Map<string, { signal: string; criterion: string; rehearsals: number }>();
  for (const outcome of outcomes) {
    const met = [
      ...(outcome.reset === NEVER ? [] : namesOf(facts, outcome.resetBy, 'reset')),
      ...(outcome.backward === NEVER ? [] : namesOf(facts, outcome.backwardBy, 'backward')),
    ];
    for (const { signal, criterion } of met) {
      const key = JSON.stringify([signal, criterion]);
      const known = counts.get(key) ?? { signal, criterion, rehearsals: 0 };
      known.rehearsals += 1;
      counts.set(key, known);
    }
  }
  return [...counts]
    .sort(([k, a], [l, b]) => b.rehearsals - a.rehearsals || compareText(k, l))
    .map(([, one]) => one);
}

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** The stretches of the history that reset a rehearsal: how many, and those that reset most. */
export function stretchesOf(input: AssessmentInput, outcomes: readonly Outcome[]): FalseAlarms['stretches'] {
  const hit = new Map<FoundStretch, Outcome[]>();
  for (const outcome of outcomes) {
    const stretch = outcome.reset === NEVER ? undefined : stretchAt(input.facts.stretches, outcome);
    if (!stretch) continue;
    const known = hit.get(stretch);
    if (known) known.push(outcome);
    else hit.set(stretch, [outcome]);
  }
  const worst = [...hit].sort(
    ([s, a], [t, b]) => b.length - a.length || s.from - t.from || s.criterion - t.criterion,
  );
  return {
    of: hit.size,
    worst: worst.slice(0, MAX_STRETCHES).map(([stretch, alarms]) => describe(input, stretch, alarms)),
  };
}

/** Those of one criterion do not overlap, so that it is the last that begins on or before the reset. */
function stretchAt(stretches: readonly FoundStretch[], outcome: Outcome): FoundStretch | undefined {
  const criterion = criterionOf(outcome);
  const tick = outcome.start + outcome.reset;
  let found: FoundStretch | undefined;
  for (const stretch of stretches)
    if (stretch.criterion === criterion && stretch.from <= tick) found = stretch;
  return found;
}

function describe(
  { facts, starts, command }: AssessmentInput,
  stretch: FoundStretch,
  alarms: readonly Outcome[],
): Stretch {
  const momentOf = (tick: number) => facts.start + tick * facts.interval;
  const first = Math.min(...alarms.map(({ start }) => start));
  const [{ signal, criterion } = { signal: '', criterion: 'reset' }] = namesOf(
    facts,
    [stretch.criterion],
    'reset',
  );
  return {
    from: formatMoment(momentOf(stretch.from)),
    to: formatMoment(momentOf(stretch.to + 1)),
    signal,
    criterion,
    rehearsals: alarms.length,
    extreme: stretch.extreme,
    threshold: stretch.threshold,
    command: command(momentOf(first), momentOf(first + starts.horizon)),
  };
}
