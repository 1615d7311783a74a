import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type Judging, judge } from '../../judge/judge.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';

export interface RehearseOptions {
  /** When it fires, the rehearsals done so far are returned. */
  readonly signal: AbortSignal;
  readonly onDone: (count: number) => void;
}

/** Between two looks at the outside world. */
const AT_ONCE = 16;

/** The rehearsals of these starts, in their order; after an interrupt those that are done. */
export async function rehearseAll(
  judging: Judging,
  numbers: Iterable<number>,
  { signal, onDone }: RehearseOptions,
): Promise<readonly StartOutcomes[]> {
  const done: StartOutcomes[] = [];
  for (const outcomes of judge(judging, numbers)) {
    done.push(outcomes);
    if (done.length % AT_ONCE !== 0) continue;
    onDone(done.length);
    await yieldToEventLoop();
    if (signal.aborted) break;
  }
  return done;
}
