import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { formatSpoken, parseDuration, type Seconds, type Ticks, ticksOf } from '../text/duration.ts';
import { parseMoment } from '../text/time.ts';
import { checkLabels, shareOf } from './scenario/audience.ts';
import { type Change, isIn, momentAt, schedule } from './scenario/changes.ts';
import type { ScenarioDocument } from './scenario/document.ts';
import { checkNames, type Feed, feedOf } from './scenario/feeds.ts';
import { measure } from './scenario/service.ts';
import type { ScenarioSetting } from './scenario/setting.ts';
import type { BatchSource } from './source.ts';

/** A scenario, ready to run: its source and the dynamic configuration it applies on the way. */
export interface Scenario {
  readonly source: BatchSource;
  readonly planned: readonly {
    readonly tick: number;
    readonly document: Readonly<Record<string, unknown>>;
  }[];
}

const MIN_DURATION: Seconds = 600;
/** About five minutes of computing. */
const MAX_TICKS = 1e9;
const DEFAULT_START = '2024-01-01T00:00:00Z';

/** Builds the scenario; faults are collected as diagnostics, all at once. */
export function scenario(
  document: ScenarioDocument,
  setting: ScenarioSetting,
): { readonly scenario?: Scenario; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const feeds = setting.queries.map((query) => feedOf(query, document, setting, diagnostics));
  checkNames(document, setting, diagnostics);
  checkLabels(document, setting, diagnostics);
  const ticks = lengthOf(document, feeds, setting);
  checkLength(ticks, setting, diagnostics);
  const events = (document.events ?? []).map((event, i) =>
    schedule({ event, pointer: `/events/${i}`, ticks }, setting, diagnostics),
  );
  if (diagnostics.some((d) => d.severity === 'error')) return { diagnostics };
  const changes = events.map(({ change }) => change);
  const planned = events.flatMap(({ change, event }) =>
    event.dynamic_config ? [{ tick: change.from, document: event.dynamic_config }] : [],
  );
  planned.sort((a, b) => a.tick - b.tick);
  return {
    scenario: { source: sourceOf({ document, setting, feeds: feeds as Feed[], changes, ticks }), planned },
    diagnostics,
  };
}

interface CheckedScenario {
  readonly document: ScenarioDocument;
  readonly setting: ScenarioSetting;
  readonly feeds: readonly Feed[];
  readonly changes: readonly Change[];
  readonly ticks: number;
}

function sourceOf({ document, setting, feeds, changes, ticks }: CheckedScenario): BatchSource {
  const { interval, queries } = setting;
  const seed = document.seed ?? 1;
  const share = shareOf(document, setting);
  const start = Math.floor((parseMoment(document.start ?? DEFAULT_START, 0) ?? 0) / interval) * interval;
  const isSilent = (tick: number) => changes.some((change) => change.no_data && isIn(change, tick));
  const read = (q: number, tick: number, accept: number): number => {
    const feed = feeds[q]!;
    const { every } = queries[q]!;
    if ('constant' in feed) return feed.constant;
    if ('series' in feed) return feed.series[tick / every] ?? Number.NaN;
    const moment = momentAt(document, changes, tick, share(accept));
    return measure(feed.measure, moment, moment.rate * feed.window, { seed, stream: q, index: tick });
  };
  return {
    pace: 'batch',
    resultsOn: 'evaluations',
    start,
    ticks,
    batch: 1,
    fill(columns, first, _count, accept) {
      const isNan = isSilent(first);
      for (let q = 0; q < feeds.length; q++) {
        if (first % queries[q]!.every === 0) columns[q]![0] = isNan ? Number.NaN : read(q, first, accept);
      }
    },
    why: (_query, tick) =>
      isSilent(tick) ? 'returned no series (the scenario has no data now)' : 'no value in the scenario now',
    faults: () => [],
    facts: () => ({ kind: 'scenario', name: setting.name, url: null, server: null }),
    cursor: () => null,
    diagnostics: () => [],
  };
}

function checkLength(
  ticks: Ticks,
  { interval, duration, placeOf }: ScenarioSetting,
  into: Diagnostic[],
): void {
  if (ticks <= MAX_TICKS) return;
  const params = { ticks, max: MAX_TICKS, longest: formatSpoken(MAX_TICKS * interval) };
  into.push(diagnostic('SCENARIO_LONG', params, duration === undefined ? placeOf('/duration') : {}));
}

function lengthOf(
  document: ScenarioDocument,
  feeds: readonly (Feed | undefined)[],
  setting: ScenarioSetting,
): number {
  const { interval, queries } = setting;
  const own =
    setting.duration ?? (document.duration === undefined ? undefined : parseDuration(document.duration));
  if (own !== undefined) return ticksOf(own, interval);
  const series = feeds.map((feed, q) =>
    feed && 'series' in feed ? feed.series.length * queries[q]!.every : 0,
  );
  const longest = Math.max(0, ...series);
  return longest > 1 ? longest : ticksOf(Math.max(MIN_DURATION, 2 * setting.rampDuration), interval);
}
