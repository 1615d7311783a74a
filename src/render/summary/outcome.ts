import { metText } from '../../rollout/criterion.ts';
import { criteriaOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { Outcome, RunEvent, RunResult } from '../../run/result.ts';
import { acceptText } from '../plot/number.ts';
import { isTrueIn } from '../plot/range.ts';
import { inWallClock, tickTime } from '../plot/time.ts';
import { unitOf } from '../plot/unit.ts';
import type { Rehearsal } from '../plot.ts';
import { joined, withReason } from '../words.ts';

type Final = NonNullable<RunResult['final']>;
type Started = Exclude<Outcome, 'not_started'>;

/** A history says what would have happened, every other source what did. */
const REACHED = { history: 'would have reached', other: 'reached' } as const;
const WAS = { history: 'would have been', other: 'was' } as const;
const STANDS = { history: 'would have stood', other: 'stands' } as const;

const TEXTS: Readonly<Record<Started, (rehearsal: Rehearsal, final: Final) => string>> = {
  completed: completedText,
  rolled_back: rolledBackText,
  in_progress: (rehearsal, final) => standingText(STANDS[tenseOf(rehearsal)], rehearsal, final),
  interrupted: (rehearsal, final) => standingText('was interrupted', rehearsal, final),
};

/** Where a rollout that started got, and when: `stands at 25 %, step 2 of 3, at t+2m after 1 reset`. */
export const outcomeText = (outcome: Started, final: Final, rehearsal: Rehearsal): string =>
  TEXTS[outcome](rehearsal, final);

function completedText(rehearsal: Rehearsal, final: Final): string {
  const verb = REACHED[tenseOf(rehearsal)];
  const times = completions(rehearsal, final);
  return afterSetbacks(`${verb} ${acceptOf(final)} ${times}`, rehearsal);
}

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

/** `on 3 Nov 14:02`; where a completed ramp went back and made it again, the first and the last moment. */
function completions(rehearsal: Rehearsal, final: Final): string {
  const completed = rehearsal.result.events.filter(({ kind }) => kind === 'completed');
  const first = completed[0]?.tick ?? final.tick;
  const last = completed.at(-1)?.tick ?? final.tick;
  if (first === last) return when(rehearsal, last);
  return `${when(rehearsal, first)} and again ${when(rehearsal, last)}`;
}

function afterSetbacks(text: string, rehearsal: Rehearsal): string {
  return joined([text, setbacksOf(rehearsal)], ' after ');
}

/** `2 resets and 1 step back`; empty where there was none. */
function setbacksOf({ result: { events } }: Rehearsal): string {
  const count = (kind: RunEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const resets = plural(count('reset'), 'reset', 'resets');
  const stepsBack = plural(count('backward'), 'step back', 'steps back');
  return joined([resets, stepsBack], ' and ');
}

function plural(count: number, one: string, many: string): string {
  if (count === 0) return '';
  if (count === 1) return `1 ${one}`;
  return `${count} ${many}`;
}

/** The criteria that were met at a reset; the event's own reason where none was (a user's reset). */
function setbackReason({ plan, series }: Rehearsal, event: RunEvent): string {
  if (event.kind !== 'reset') return event.reason;
  const bucket = Math.floor(event.tick / series.ticksPerBucket);
  const met = criteriaOf(plan, 'reset').filter(({ output }) => isTrueIn(series.column(output), bucket));
  return met.map((one) => metText(one, unitOf(plan, one.lhs))).join(' and ') || event.reason;
}

const tenseOf = ({ result }: Rehearsal): 'history' | 'other' =>
  result.source.kind === 'history' ? 'history' : 'other';

const acceptOf = ({ accept_percentage }: Final): string => acceptText(accept_percentage ?? Number.NaN);

function when({ result }: Rehearsal, tick: number): string {
  if (inWallClock(result)) return `on ${tickTime(result, tick, false)}`;
  return `at ${tickTime(result, tick)}`;
}
