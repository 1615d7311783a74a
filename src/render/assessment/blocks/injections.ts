import type { Assessment, InjectionResult, Rate } from '../../../judge/assessment.ts';
import { formatSpoken } from '../../../text/duration.ts';
import { type Block, left, line, type Row, right, type Table } from '../../blocks/block.ts';
import { acceptText } from '../../plot/number.ts';
import { figures } from '../../sentence/figures.ts';
import { ifKnown, joined } from '../../words.ts';
import { effectText, type Measures, readEffect, sizeText, spelledSize } from '../effect.ts';
import { type EffectGroup, effectGroups } from '../effect-groups.ts';
import { countText, intervalOf, NONE, percentOf, timeText } from './numbers.ts';

/** What became of the rehearsals whose readings were changed, and the smallest effects that are caught. */
export function injectionBlocks(
  { injections, smallest_effect_caught, smallest_effect_share }: Assessment,
  measures: Measures,
): Block[] {
  const tables = effectGroups(injections).map((group) => groupTable(group, measures));
  const least = Object.entries(smallest_effect_caught).map(([signal, size]) => {
    const share = caughtText(smallest_effect_share[signal]?.interval);
    return joined([smallestText(signal, size, measures), share], ', ');
  });
  return [...tables, ...least.map((text) => line(text))];
}

function groupTable({ signal, share, rest, injections }: EffectGroup, measures: Measures): Table {
  const { title = signal, unit = '' } = measures.get(signal) ?? {};
  const name = title === signal ? signal : `${title} (${signal})`;
  return {
    kind: 'table',
    title: joined([name, rest, `share ${share}`, takenText(injections[0]!.result)], ', '),
    columns: [left('effect'), ...['caught', 'reset', 'held', 'slipped', 'delay p50', 'p95'].map(right)],
    detail: 'more',
    rows: injections.map(({ effect, result }) =>
      effectRow(`${spelledSize(effect)}, ${sizeText(effect, unit)}`, result),
    ),
  };
}

/** What was found of the time that the readings look back at, and whether they are shares of requests. */
function takenText({ window_seconds: window, baseline_seconds: baseline, max }: InjectionResult): string {
  const parts = [window === 0 ? 'no window in its query' : `a window of ${formatSpoken(window)}`];
  if (baseline !== undefined)
    parts.push(baseline === 0 ? 'a baseline without a window' : `a baseline of ${formatSpoken(baseline)}`);
  if (max !== undefined) parts.push(`requests at most ${figures(max)}`);
  return joined(parts, ', ');
}

function effectRow(name: string, result: InjectionResult): Row {
  const {
    caught,
    reset,
    held,
    slipped,
    delay_seconds: { p50, p95 },
    exposed,
  } = result;
  const rates = exposed === 0 ? [NONE, NONE, NONE, NONE] : [caught, reset, held, slipped].map(percentOf);
  return {
    cells: [name, ...rates, timeText(p50, 'never'), timeText(p95, 'never')],
    detail: detailText(result),
  };
}

const caughtText = (interval: Rate['interval'] | undefined): string =>
  ifKnown(interval, (known) => `caught in ${intervalOf({ interval: known })}`);

function detailText(result: InjectionResult): string {
  const { exposed, by_chance, caught, held_at_percentage, exposure_percent_hours, highest_percentage } =
    result;
  if (exposed === 0) return 'no rehearsal was exposed';
  const parts = [
    `${countText(exposed)} exposed`,
    caughtText(caught.interval),
    by_chance === 0 ? '' : `${countText(by_chance)} reset by chance`,
    ifKnown(held_at_percentage.p50, (percent) => `held at ${acceptText(percent)}`),
    ifKnown(exposure_percent_hours.p95, (hours) => `p95 ${figures(hours)} percent-hours`),
    ifKnown(result.exposure_requests?.p95, (requests) => `p95 ${countText(Math.round(requests))} requests`),
    ifKnown(highest_percentage.p95, (percent) => `p95 up to ${acceptText(percent)}`),
  ];
  return joined(parts, ', ');
}

/** `smallest effect that is caught in 95 of 100: x1.18, average latency 18 % higher`. */
function smallestText(signal: string, size: string | null, measures: Measures): string {
  const { title = signal } = measures.get(signal) ?? {};
  if (size === null) return `no effect on ${title} that was tried is caught in 95 of 100`;
  const effect = readEffect(`${signal}: ${size}`);
  const text = effect ? `${size}, ${effectText(effect, measures)}` : size;
  return `smallest effect that is caught in 95 of 100: ${text}`;
}
