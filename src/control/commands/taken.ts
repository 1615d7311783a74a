import type { Seconds } from '../../text/duration.ts';
import type { ControlClock } from '../controller/clock.ts';
import { readLine } from '../journal/line.ts';
import { readSegment, segmentsOf } from '../journal/segments.ts';
import { journalDirectory } from '../state/rollout-directory.ts';
import type { StoredRollout } from './stored-rollout.ts';

const POLL_INTERVAL: Seconds = 0.05;
/** A request that was journalled just now is in one of these. */
const SEGMENTS_LOOKED_AT = 2;

/** `taken`: its controller has written it into the journal; `waiting`: not yet; `nobody`: none runs that could. */
export type Taking =
  | { readonly kind: 'taken' }
  | { readonly kind: 'waiting'; readonly holder: string }
  | { readonly kind: 'nobody' };

export interface TakenWait {
  readonly id: string;
  readonly timeout: Seconds;
  readonly clock: ControlClock;
  readonly signal: AbortSignal;
}

/** Waits until the controller of a rollout has taken a request, or nobody is there who could. */
export async function waitUntilTaken(stored: StoredRollout, options: TakenWait): Promise<Taking> {
  const { id, timeout, clock, signal } = options;
  const end = clock.monotonic() + timeout;
  for (;;) {
    const found = await stored.store.holder();
    if (isJournalled(stored.directory, id)) return { kind: 'taken' };
    const holder = found.kind === 'found' ? found.value : 'unknown';
    if (holder === null) return { kind: 'nobody' };
    if (clock.monotonic() >= end || signal.aborted) return { kind: 'waiting', holder };
    await clock.sleep(POLL_INTERVAL, signal);
  }
}

function isJournalled(directory: string, id: string): boolean {
  try {
    const segments = segmentsOf(journalDirectory(directory)).slice(-SEGMENTS_LOOKED_AT);
    return segments.some((file) => readSegment(file).lines.some((line) => readLine(line)?.id === id));
  } catch {
    return false;
  }
}
