import type { RunView } from '../../run/run-view.ts';
import { isCount, isNumber, isText, isTruth, listOf, mappingOf, orNull } from '../../text/shape.ts';
import type { JournalEntry } from '../journal/line.ts';
import { isRunView, isTime } from '../view-shape.ts';

/** A line of the journal, as pictures show it. */
export type PicturedEntry = Omit<JournalEntry, 'id'>;

/** What pictures of a rollout show besides its status; bounded however long it runs. */
export interface StatusPicture {
  /** Host and port of its Prometheus; empty where it asks none. */
  readonly server: string;
  /** When the first tick of this controller ran, when the next one is due, and since when the decision holds. */
  readonly started_at: string;
  readonly next_tick_at: string;
  readonly decision_since: string;
  /** Ticks were dropped, or the clock was set: the times of its readings are not known. */
  readonly has_gaps: boolean;
  /** Its accept percentages are what the targets were told; its events are the entries. */
  readonly view: RunView;
  /** The last ones, the newest last. */
  readonly entries: readonly PicturedEntry[];
}

const isEntry = mappingOf({
  time: isTime,
  kind: isText,
  percentage: orNull(isNumber),
  step: orNull(isCount),
  reason: isText,
  by: orNull(isText),
});

/** Whether a value has the shape of what pictures show. */
export const isStatusPicture = mappingOf({
  server: isText,
  started_at: isTime,
  next_tick_at: isTime,
  decision_since: isTime,
  has_gaps: isTruth,
  view: isRunView,
  entries: listOf(isEntry),
});
