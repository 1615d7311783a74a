import { fail } from '../../errors/rollout-error.ts';
import { isCount, isNumber, isText, listOf, mappingOf, oneOf } from '../../text/shape.ts';
import type { Moment } from '../../text/time.ts';
import { FAULT_KINDS, type SourceCursor, type SourceFault } from '../source.ts';
import { isLiveQueryState, type LiveQueryState } from './live-query.ts';
import type { PacerState } from './pacer.ts';

/** What a live source needs to go on. */
export interface LiveCursor {
  readonly start: Moment;
  readonly pacer: PacerState;
  readonly queries: readonly LiveQueryState[];
  /** Faults that nobody has asked for. */
  readonly faults: readonly SourceFault[];
}

const isFault = mappingOf({ tick: isCount, kind: oneOf(...FAULT_KINDS), reason: isText });
const isPlace = mappingOf({ position: isCount, moment: isNumber });

/** Takes the cursor of a live source of so many queries. Throws STATE_FORMAT where it is none. */
export function readLiveCursor(cursor: SourceCursor, queries: number): LiveCursor {
  const isCursor = mappingOf({
    start: isNumber,
    pacer: mappingOf({ next: isPlace, begun: isPlace }),
    queries: listOf(isLiveQueryState, queries),
    faults: listOf(isFault),
  });
  if (!isCursor(cursor)) throw fail('STATE_FORMAT', { why: 'its part source is malformed' });
  return cursor as unknown as LiveCursor;
}
