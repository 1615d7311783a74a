import { fail } from '../../errors/rollout-error.ts';
import { isCount, listOf, mappingOf } from '../../text/shape.ts';
import type { SourceCursor } from '../source.ts';
import { type GapsState, isGapsState } from './gaps.ts';

/** What a history needs to go on: the tick whose results come next, and the gaps of every query before it. */
export interface HistoryCursor {
  readonly tick: number;
  readonly gaps: readonly GapsState[];
}

/** Takes the cursor of a history of so many queries. Throws STATE_FORMAT where it is none. */
export function readHistoryCursor(cursor: SourceCursor, queries: number): HistoryCursor {
  const isCursor = mappingOf({ tick: isCount, gaps: listOf(isGapsState, queries) });
  if (!isCursor(cursor)) throw fail('STATE_FORMAT', { why: 'its part source is malformed' });
  return cursor as unknown as HistoryCursor;
}
