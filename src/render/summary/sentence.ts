import { criteriaOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { rolloutSwitchOf } from '../../rollout/rollout-switch.ts';
import { formatSpoken } from '../../text/duration.ts';
import { isEverTrue } from '../plot/range.ts';
import { columnOf, type Rehearsal } from '../plot.ts';
import { metText } from '../sentence/criterion.ts';
import { eventSentence } from '../sentence/event.ts';
import { joined, withReason } from '../words.ts';
import { blindPrefix } from './blind.ts';
import { blockerIn, longestHold } from './holds.ts';
import { outcomeText } from './outcome.ts';

/** What came of a run, in one sentence: what it did not see, where the rollout got, when, and what held it up. */
export const sentence = (rehearsal: Rehearsal, invocation = 'rollout'): string =>
  joined([blindPrefix(rehearsal), resultText(rehearsal, invocation)], '; ');

function resultText(rehearsal: Rehearsal, invocation: string): string {
  const { policy, ticks, final, outcome } = rehearsal.result;
  if (!final) return `${policy} did not run: there was not one tick`;
  if (!rampOf(rehearsal.plan)) return `${policy} ran ${ticks} ticks; it has no load ramp to follow`;
  if (outcome === 'not_started') return notStarted(rehearsal, invocation);
  return joined([`${policy} ${outcomeText(outcome, final, rehearsal)}`, holdText(rehearsal)], '; ');
}

/** `longest hold 2 minutes: LATENCY above 75`; empty where the ramp never held. */
function holdText(rehearsal: Rehearsal): string {
  const { series, result } = rehearsal;
  const span = longestHold(rehearsal);
  if (!span) return '';
  const from = span.from * series.ticksPerBucket;
  const to = Math.min(series.ticks, span.to * series.ticksPerBucket);
  const text = `longest hold ${formatSpoken((to - from) * result.interval_seconds)}`;
  return withReason(text, blockerIn(rehearsal, span) ?? pausedReason(rehearsal, from));
}

function notStarted(rehearsal: Rehearsal, invocation: string): string {
  const { series, result } = rehearsal;
  const text = `${result.policy} never left its first step`;
  if (isSwitchedOff(rehearsal)) return `${text}: rollout is false; ${startHint(result.policy, invocation)}`;
  const held = result.events.findLast(({ kind }) => kind === 'held');
  if (held) return withReason(text, held.reason);
  const wholeRun = { from: 0, to: series.buckets };
  return withReason(text, blockerIn(rehearsal, wholeRun) ?? resetText(rehearsal));
}

const startHint = (policy: string, invocation: string): string =>
  `start it with --start or \`${invocation} dynamic-config apply --policy ${policy} --set rollout=true\``;

/** Whether the rollout's switch stayed off for the whole run. */
function isSwitchedOff({ plan, series }: Rehearsal): boolean {
  const column = columnOf(rolloutSwitchOf(plan)?.output, series);
  return column !== undefined && !isEverTrue(column, series.buckets);
}

/** The first reset criterion that was ever met. */
function resetText({ plan, series }: Rehearsal): string | undefined {
  const met = criteriaOf(plan, 'reset').find(({ output }) =>
    isEverTrue(series.column(output), series.buckets),
  );
  return met && metText(met, plan);
}

function pausedReason({ result }: Rehearsal, tick: number): string | undefined {
  const paused = result.events.findLast((event) => event.kind === 'paused' && event.tick <= tick + 1);
  return paused && eventSentence(paused).text;
}
