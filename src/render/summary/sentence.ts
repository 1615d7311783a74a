import { boolVariable } from '../../circuit/kinds/bool-variable.ts';
import { columnName, configOf } from '../../circuit/tree.ts';
import { metText } from '../../rollout/criterion.ts';
import { criteriaOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { RunEvent } from '../../run/result.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { inWallClock, tickTime } from '../plot/time.ts';
import type { Rehearsal } from '../plot.ts';
import { blockerIn, longestHold } from './holds.ts';

/** What came of a run, in one sentence: where the rollout got, when, and what held it up. */
export function sentence(rehearsal: Rehearsal): string {
  const { result } = rehearsal;
  if (!result.final) return `${result.policy} did not run: there was not one tick`;
  if (!rampOf(rehearsal.plan))
    return `${result.policy} ran ${result.ticks} ticks; it has no load ramp to follow`;
  if (result.outcome === 'not_started') return notStarted(rehearsal);
  const parts = [`${result.policy} ${verdict(rehearsal)}`, hold(rehearsal)];
  return parts.filter((part) => part !== '').join('; ');
}

function verdict(rehearsal: Rehearsal): string {
  const { result } = rehearsal;
  const would = result.source.kind === 'history';
  const after = setbacks(result.events);
  if (result.outcome === 'completed')
    return `${would ? 'would have reached' : 'reached'} ${accept(rehearsal)} ${completions(rehearsal)}${after && ` after ${after}`}`;
  if (result.outcome === 'rolled_back') {
    const last = result.events.findLast((event) => event.kind === 'reset' || event.kind === 'backward');
    const why = last?.kind === 'reset' ? resetReason(rehearsal, last) : last?.reason;
    return `${would ? 'would have been' : 'was'} back at its start in the end, after ${after || 'stepping back'}${last ? `, last ${when(rehearsal, last.tick)}${why ? `: ${why}` : ''}` : ''}`;
  }
  const stood = result.outcome === 'interrupted' ? 'was interrupted' : would ? 'would have stood' : 'stands';
  return `${stood} at ${accept(rehearsal)}, ${place(rehearsal)}, ${when(rehearsal, result.final!.tick)}${after && ` after ${after}`}`;
}

/** `on 3 Nov 14:02`; where a completed ramp went back and made it again, both moments. */
function completions(rehearsal: Rehearsal): string {
  const ticks = rehearsal.result.events.filter(({ kind }) => kind === 'completed').map(({ tick }) => tick);
  const [first, last] = [ticks[0], ticks.at(-1) ?? rehearsal.result.final!.tick];
  if (first === undefined || first === last) return when(rehearsal, last);
  return `${when(rehearsal, first)} and again ${when(rehearsal, last)}`;
}

function hold(rehearsal: Rehearsal): string {
  const stretch = longestHold(rehearsal);
  if (!stretch) return '';
  const { recording, result } = rehearsal;
  const ticks =
    Math.min(recording.ticks, stretch.to * recording.ticksPerBucket) -
    stretch.from * recording.ticksPerBucket;
  const why =
    blockerIn(rehearsal, stretch) ?? pausedReason(rehearsal, stretch.from * recording.ticksPerBucket);
  return `longest hold ${formatSpoken(ticks * result.interval_seconds)}${why ? `: ${why}` : ''}`;
}

function notStarted(rehearsal: Rehearsal): string {
  const { plan, recording, result } = rehearsal;
  const never = `${result.policy} never left its first step`;
  if (isOff(rehearsal, 'rollout'))
    return `${never}: rollout is false; start it with --start or \`rollout dynamic-config apply --policy ${result.policy} --set rollout=true\``;
  const resets = criteriaOf(plan, 'reset').find((criterion) => everTrue(rehearsal, criterion.output));
  const why = blockerIn(rehearsal, { from: 0, to: recording.buckets }) ?? (resets && metText(resets));
  return why ? `${never}: ${why}` : never;
}

/** Whether a switch of the dynamic configuration stayed off for the whole run. */
function isOff({ plan, recording }: Rehearsal, key: string): boolean {
  const leaf = plan.leaves.find((one) => configOf(boolVariable, one)?.config_key === key);
  const column = leaf?.out.output === undefined ? undefined : recording.column(columnName(leaf.out.output));
  return column !== undefined && !column.max.slice(0, recording.buckets).some((reading) => reading > 0);
}

const everTrue = ({ recording }: Rehearsal, name: string): boolean =>
  recording
    .column(name)
    ?.max.slice(0, recording.buckets)
    .some((reading) => reading > 0) ?? false;

const accept = ({ result }: Rehearsal): string =>
  `${formatNumber(Number((result.final?.accept_percentage ?? Number.NaN).toPrecision(4)))} %`;

const place = ({ plan, result }: Rehearsal): string =>
  `step ${result.final!.step + 1} of ${rampOf(plan)?.steps.length ?? 0}`;

const when = ({ result }: Rehearsal, tick: number): string =>
  inWallClock(result) ? `on ${tickTime(result, tick, false)}` : `at ${tickTime(result, tick)}`;

/** `2 resets and 1 step back`; empty when it went straight. */
function setbacks(events: readonly RunEvent[]): string {
  const count = (kind: RunEvent['kind']) => events.filter((event) => event.kind === kind).length;
  const said = [
    plural(count('reset'), 'reset', 'resets'),
    plural(count('backward'), 'step back', 'steps back'),
  ].filter((part) => part !== '');
  return said.join(' and ');
}

const plural = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : many}`;

/** The criteria that held at a reset, as said; the event's own reason where none did (a user's reset). */
function resetReason({ plan, recording }: Rehearsal, event: RunEvent): string {
  const bucket = Math.floor(event.tick / recording.ticksPerBucket);
  const held = criteriaOf(plan, 'reset').filter(
    (criterion) => recording.column(criterion.output)!.max[bucket]! > 0,
  );
  return held.length > 0 ? held.map(metText).join(' and ') : event.reason;
}

const pausedReason = ({ result }: Rehearsal, tick: number): string | undefined =>
  result.events.findLast((event) => event.kind === 'paused' && event.tick <= tick + 1)?.reason;
