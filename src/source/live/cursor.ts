import { fail } from '../../errors/rollout-error.ts';
import { isCount, isNumber, isText, listOf, mappingOf, oneOf } from '../../text/shape.ts';
import type { Moment } from '../../text/time.ts';
import type { SourceCursor, SourceFault } from '../source.ts';
import { isLiveQueryState, type LiveQueryState } from './live-query.ts';

/** What a live source needs to go on. */
export interface LiveCursor {
  readonly start: Moment;
  readonly queries: readonly LiveQueryState[];
  /** Faults that nobody has asked for. */
  readonly faults: readonly SourceFault[];
}

const isFault = mappingOf({ tick: isCount, kind: oneOf('source_error', 'source_recovered'), reason: isText });

/** Takes the cursor of a live source of so many queries. Throws STATE_FORMAT where it is none. */
export function readLiveCursor(cursor: SourceCursor, queries: number): LiveCursor {
  const isCursor = mappingOf({
    start: isNumber,
    queries: listOf(isLiveQueryState, queries),
    faults: listOf(isFault),
  });
  if (!isCursor(cursor)) throw fail('STATE_FORMAT', { why: 'its part source is malformed' });
  return cursor as unknown as LiveCursor;
}
