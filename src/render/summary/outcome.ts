import { criteriaOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { Outcome, RunEvent, RunResult } from '../../run/result.ts';
import { acceptText } from '../plot/number.ts';
import { isTrueIn } from '../plot/range.ts';
import type { Rehearsal } from '../plot.ts';
import { metText } from '../sentence/criterion.ts';
import { eventSentence } from '../sentence/event.ts';
import { joined, withReason, words } from '../words.ts';
import { reachedText, stoodText } from './completion.ts';
import { tenseOf, when } from './tense.ts';

type Final = NonNullable<RunResult['final']>;
type Started = Exclude<Outcome, 'not_started'>;

/** A history says what would have happened, every other source what did. */
const WAS = { history: 'would have been', other: 'was' } as const;
const STANDS = { history: 'would have stood', other: 'stands' } as const;

const TEXTS: Readonly<Record<Started, (rehearsal: Rehearsal, final: Final) => string>> = {
  completed: (rehearsal) => withTime(afterSetbacks(reachedText(rehearsal), rehearsal), rehearsal),
  rolled_back: rolledBackText,
  in_progress: (rehearsal, final) => standingText(STANDS[tenseOf(rehearsal)], rehearsal, final),
  interrupted: (rehearsal, final) => standingText('was interrupted', rehearsal, final),
};

/**
 * Where a rollout that started got, and when: `stands at 25 %, step 2 of 3, at t+2m after 1 reset`. Where it was complete
 * before, that comes first: `reached 100 % at t+3m1s and stood there 8 d; it stands at 25 %, ...`.
 */
export function outcomeText(outcome: Started, final: Final, rehearsal: Rehearsal): string {
  const text = TEXTS[outcome](rehearsal, final);
  const reached = reachedText(rehearsal);
  if (outcome === 'completed' || reached === '') return text;
  return `${withTime(reached, rehearsal)}; it ${text}`;
}

const withTime = (reached: string, rehearsal: Rehearsal): string =>
  joined([reached, stoodText(rehearsal)], ' and ');

function rolledBackText(rehearsal: Rehearsal): string {
  const setbacks = setbacksOf(rehearsal) || 'stepping back';
  const text = `${WAS[tenseOf(rehearsal)]} back at its start in the end, after ${setbacks}`;
  const last = rehearsal.result.events.findLast(({ kind }) => kind === 'reset' || kind === 'backward');
  if (!last) return text;
  return withReason(`${text}, last ${when(rehearsal, last.tick)}`, setbackReason(rehearsal, last));
}

function standingText(verb: string, rehearsal: Rehearsal, final: Final): string {
  const steps = rampOf(rehearsal.plan)?.steps.length ?? 0;
  const step = `step ${final.step + 1} of ${steps}`;
  const place = `${verb} at ${acceptOf(final)}, ${step}, ${when(rehearsal, final.tick)}`;
  return afterSetbacks(place, rehearsal);
}

function afterSetbacks(text: string, rehearsal: Rehearsal): string {
  return joined([text, setbacksOf(rehearsal)], ' after ');
}

/** `2 resets and 1 span of going back (12 ticks)`; empty where there was none. */
function setbacksOf({ result: { events, counts } }: Rehearsal): string {
  const count = (kind: RunEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const resets = plural(count('reset'), 'reset', 'resets');
  const spans = plural(count('backward'), 'span of going back', 'spans of going back');
  const ticks = spans === '' ? '' : `(${plural(counts.backward, 'tick', 'ticks')})`;
  return joined([resets, words(spans, ticks)], ' and ');
}

function plural(count: number, one: string, many: string): string {
  if (count === 0) return '';
  if (count === 1) return `1 ${one}`;
  return `${count.toLocaleString('en-US')} ${many}`;
}

/** The criteria that were met at a reset; the event's own reason where none was (a user's reset). */
function setbackReason({ plan, series }: Rehearsal, event: RunEvent): string {
  if (event.kind !== 'reset') return eventSentence(event).text;
  const bucket = Math.floor(event.tick / series.ticksPerBucket);
  const met = criteriaOf(plan, 'reset').filter(({ output }) => isTrueIn(series.column(output), bucket));
  return met.map((one) => metText(one, plan)).join(' and ') || eventSentence(event).text;
}

const acceptOf = ({ accept_percentage }: Final): string => acceptText(accept_percentage ?? Number.NaN);
