import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { formatShort, parseDuration, type Seconds, ticksOf } from '../../text/duration.ts';
import { toDotted } from '../../text/pointer.ts';
import type { ChangeDocument, ScenarioDocument, ScenarioEventDocument } from './document.ts';
import type { Arm, Moment } from './service.ts';
import type { ScenarioSetting } from './setting.ts';

const BASELINE = { mean: 50, stddev: 15 };

/** An event with its times in ticks, `until` exclusive. */
export interface Change
  extends Pick<ScenarioEventDocument, 'only' | 'latency_ms' | 'error_rate' | 'rate' | 'no_data'> {
  readonly from: number;
  readonly until: number;
}

/** Whether an event is in force at a tick. */
export const isIn = (change: Change, tick: number): boolean => tick >= change.from && tick < change.until;

/** The service at a tick: what the file says, then every event in force, in order. */
export function momentAt(
  { service, traffic }: ScenarioDocument,
  changes: readonly Change[],
  tick: number,
  share: number,
): Moment {
  const baseline = armOf(service?.latency_ms?.baseline ?? BASELINE, service?.error_rate?.baseline ?? 0);
  const feature = armOf(
    service?.latency_ms?.feature ?? service?.latency_ms?.baseline ?? BASELINE,
    service?.error_rate?.feature ?? service?.error_rate?.baseline ?? 0,
  );
  let moment: Moment = { baseline, feature, share, rate: traffic?.rate ?? 200 };
  for (const change of changes) if (isIn(change, tick)) moment = changed(moment, change);
  return moment;
}

const armOf = ({ mean, stddev = 0 }: { mean: number; stddev?: number }, errorRate: number): Arm => ({
  latency: { mean, stddev },
  errorRate,
});

function changed(moment: Moment, change: Change): Moment {
  const arm = (which: 'baseline' | 'feature'): Arm => {
    const { latency, errorRate } = moment[which];
    if (change.only && change.only !== which) return moment[which];
    return armOf(
      { ...latency, mean: applied(latency.mean, change.latency_ms) },
      Math.min(1, applied(errorRate, change.error_rate)),
    );
  };
  return {
    ...moment,
    baseline: arm('baseline'),
    feature: arm('feature'),
    rate: applied(moment.rate, change.rate),
  };
}

const applied = (value: number, change: ChangeDocument | undefined): number =>
  change ? Math.max(0, (change.set ?? value) * (change.multiply ?? 1) + (change.add ?? 0)) : value;

/** An event of a scenario of `ticks` ticks; it is written at `pointer`. */
interface PlacedEvent {
  readonly event: ScenarioEventDocument;
  readonly pointer: string;
  readonly ticks: number;
}

/** An event with its times in ticks; faults are collected. */
export function schedule(
  { event, pointer, ticks }: PlacedEvent,
  setting: ScenarioSetting,
  diagnostics: Diagnostic[],
): { change: Change; event: ScenarioEventDocument } {
  const time = (key: 'at' | 'for'): number => {
    const text = event[key];
    if (text === undefined) return Number.POSITIVE_INFINITY;
    const at = readTime(text, ticks, setting.interval);
    if (at === undefined)
      diagnostics.push(
        diagnostic(
          'SCENARIO_TIME',
          { path: `${toDotted(pointer)}.${key}`, got: JSON.stringify(text) },
          setting.placeOf(`${pointer}/${key}`),
        ),
      );
    return at ?? 0;
  };
  const from = time('at');
  if (from >= ticks) {
    const length = formatShort(ticks * setting.interval);
    const params = { path: toDotted(pointer), at: event.at, length };
    diagnostics.push(diagnostic('SCENARIO_EVENT_UNUSED', params, setting.placeOf(`${pointer}/at`)));
  }
  const { only, latency_ms, error_rate, rate, no_data, dynamic_config } = event;
  if ([latency_ms, error_rate, rate, no_data, dynamic_config].every(isAbsent))
    diagnostics.push(diagnostic('SCENARIO_EVENT', { path: toDotted(pointer) }, setting.placeOf(pointer)));
  if (event.for !== undefined && dynamic_config && [latency_ms, error_rate, rate, no_data].every(isAbsent))
    diagnostics.push(
      diagnostic('SCENARIO_FOR', { path: toDotted(pointer) }, setting.placeOf(`${pointer}/for`)),
    );
  return { event, change: { from, until: from + time('for'), only, latency_ms, error_rate, rate, no_data } };
}

const isAbsent = (part: unknown): boolean => part === undefined;

function readTime(text: string, ticks: number, interval: Seconds): number | undefined {
  const share = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text);
  if (share) return Math.round((Number(share[1]) / 100) * ticks);
  const seconds = parseDuration(text);
  return seconds === undefined ? undefined : ticksOf(seconds, interval);
}
