import type { Because } from '../rollout/conditions.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import type { RunView } from '../run/run-view.ts';
import type { Seconds } from '../text/duration.ts';
import {
  type Check,
  isCount,
  isMapping,
  isNumber,
  isText,
  listOf,
  mapOf,
  mappingOf,
  orMissing,
  orNull,
} from '../text/shape.ts';
import type { ProcessStart } from './process-start.ts';
import { isBecause, isRunView, isTime } from './view-shape.ts';

/** The status of a running simulation, as it writes it on its ticks. */
export interface RunningState {
  readonly policy: string;
  readonly pid: number;
  readonly source: { readonly kind: string; readonly name: string | null; readonly url: string | null };
  readonly interval_seconds: Seconds;
  readonly tick: number;
  readonly time: string;
  /** Position of the ramp's step, from 0. */
  readonly step: number;
  readonly steps: number;
  readonly accept_percentage: number | null;
  readonly decision: string;
  readonly reason: string;
  /** What the reason says, as data; undefined where no reading and no setting made it so. */
  readonly because?: readonly Because[];
  readonly remaining_seconds: number | null;
  /** Keys of the dynamic configuration that its policy reads. */
  readonly keys: readonly string[];
  /** What their values are: `boolean` or `constant`. Older releases do not say it. */
  readonly types?: Readonly<Record<string, string>>;
  /** The revision it applied last, and the first tick under it. */
  readonly taken: AppliedRevision | null;
  /** What follows older releases do not say. When the first tick ran, when the next one is due, and since when the decision holds. */
  readonly started_at?: string;
  readonly next_tick_at?: string;
  readonly decision_since?: string;
  /** Keys of the dynamic configuration that start and reset the rollout; null where its policy has none. */
  readonly controls?: ControlKeys;
  /** In force but for a request. */
  readonly dynamic_config?: DynamicDocument;
  /** The request it took last, and the one tick under it. */
  readonly request?: TakenRequest | null;
  /** What a picture of it shows. */
  readonly view?: RunView;
}

export interface ControlKeys {
  readonly rollout: string | null;
  readonly reset: string | null;
}

export interface TakenRequest {
  readonly id: string;
  readonly tick: number;
  /** Where the run stood then; older releases do not say it, and before the first tick it stands nowhere. */
  readonly stood?: Stand;
}

export interface AppliedRevision {
  readonly revision: string;
  readonly tick: number;
  /** As for a request. */
  readonly stood?: Stand;
}

/** Where a ramp stands. */
export type Stand = Pick<RunningState, 'step' | 'accept_percentage'>;

/** A status in its file: with what distinguishes its process from a later one of the same number. */
export interface StatusFile extends RunningState {
  readonly process_start: string;
}

/** A status, and how long ago it was written. */
export interface RunningRun extends RunningState {
  readonly age_seconds: Seconds;
}

/** The least time between two writes of a status that only the ticks ask for. */
export const STATUS_INTERVAL: Seconds = 0.2;
/** So many intervals without a new status, and a run is not shown as running. */
const MAX_AGE_INTERVALS = 3;

const isStand = mappingOf({ step: isCount, accept_percentage: orNull(isNumber) });

/** Zero and negative numbers name groups of processes. */
const isPid: Check = (value) => isCount(value) && (value as number) > 0;

/** Whether a file has the shape of what rollout writes: anybody may write into the state directory. */
export const isStatusFile = mappingOf({
  policy: isText,
  pid: isPid,
  process_start: isText,
  source: mappingOf({ kind: isText, name: orNull(isText), url: orNull(isText) }),
  interval_seconds: isNumber,
  tick: isCount,
  time: isText,
  step: isCount,
  steps: isCount,
  accept_percentage: orNull(isNumber),
  decision: isText,
  reason: isText,
  because: orMissing(isBecause),
  remaining_seconds: orNull(isNumber),
  keys: listOf(isText),
  types: orMissing(mapOf(isText)),
  taken: orNull(mappingOf({ revision: isText, tick: isCount, stood: orMissing(isStand) })),
  started_at: orMissing(isTime),
  next_tick_at: orMissing(isTime),
  decision_since: orMissing(isTime),
  controls: orMissing(mappingOf({ rollout: orNull(isText), reset: orNull(isText) })),
  dynamic_config: orMissing(isMapping),
  request: orMissing(orNull(mappingOf({ id: isText, tick: isCount, stood: orMissing(isStand) }))),
  view: orMissing(isRunView),
});

/** Whether the process that wrote it still runs: one of its number that began at another time does not count. */
export const isAlive = ({ pid, process_start }: StatusFile, startOf: ProcessStart): boolean =>
  startOf(pid) === process_start;

/** Whether it was written in the last three intervals; nor may it be as far in the future, by a clock that was set back. */
export const isFresh = ({ interval_seconds }: RunningState, age: Seconds): boolean =>
  Math.abs(age) <= MAX_AGE_INTERVALS * Math.max(interval_seconds, STATUS_INTERVAL);
