import { finish } from './finish.ts';
import type { Run, RunOptions } from './options.ts';
import type { RunEvent } from './result.ts';
import { Session } from './session.ts';

const TICKS_PER_YIELD = 32_768;

/**
 * Runs a plan on a source, tick by tick: tick k runs, then the queries due at k are evaluated, then their results are
 * put where tick k+1 sees them. The same loop for scenario, live and history. Throws what the source and the listeners
 * throw, and STATE_PLAN or STATE_SOURCE where `from` is of another run.
 */
export async function run(options: RunOptions): Promise<Run> {
  const events: RunEvent[] = [];
  const log = { onEvent: (event: RunEvent) => events.push(event) };
  const limit = Math.min(options.ticks ?? Number.POSITIVE_INFINITY, options.source.ticks);
  const session = new Session({ ...options, listeners: [log, ...(options.listeners ?? [])] }, limit);
  try {
    await session.begin();
    await runTicks(options, session, limit);
    const isCut = session.isInterrupted && session.tick < limit && !session.isDone;
    return finish({ options, session, events, isCut });
  } finally {
    session.close();
  }
}

async function runTicks(options: RunOptions, session: Session, limit: number): Promise<void> {
  const { source, yieldToEventLoop } = options;
  let yieldAt = session.tick + TICKS_PER_YIELD;
  while (session.tick < limit && !session.isOver) {
    const isDue = session.due(); // a promise costs a scenario more than its tick
    if (!(typeof isDue === 'boolean' ? isDue : await isDue)) return;
    const count = Math.min(source.batch, limit - session.tick);
    const pending = session.fill(count);
    if (pending) await pending;
    session.runOn(count);
    if (session.tick < yieldAt) continue;
    await yieldToEventLoop?.();
    yieldAt = session.tick + TICKS_PER_YIELD;
  }
}
