import { finish } from './finish.ts';
import type { Run, RunOptions } from './options.ts';
import type { RunEvent } from './result.ts';
import { Session } from './session.ts';

const TICKS_PER_YIELD = 32_768;

/**
 * Runs a plan on a source, tick by tick: tick k runs, then the queries due at k are evaluated, then their results are
 * put where tick k+1 sees them. The same loop for scenario, live and history.
 */
export async function run(options: RunOptions): Promise<Run> {
  const events: RunEvent[] = [];
  const log = { onEvent: (event: RunEvent) => events.push(event) };
  const limit = Math.min(options.ticks ?? Number.POSITIVE_INFINITY, options.source.ticks);
  const session = new Session({ ...options, listeners: [log, ...(options.listeners ?? [])] }, limit);
  try {
    const ticks = await runTicks(options, session, limit);
    const isCut = session.isInterrupted && ticks < limit && !session.isDone;
    return finish({ options, session, events, ticks, isCut });
  } finally {
    session.close();
  }
}

/** How many ticks ran. */
async function runTicks(options: RunOptions, session: Session, limit: number): Promise<number> {
  const { source, yieldToEventLoop } = options;
  let tick = 0;
  let yieldAt = TICKS_PER_YIELD;
  while (tick < limit && !session.isOver) {
    const isDue = session.due(tick); // a promise costs a scenario more than its tick
    if (!(typeof isDue === 'boolean' ? isDue : await isDue)) break;
    const count = Math.min(source.batch, limit - tick);
    const pending = session.fill(tick, count);
    if (pending) await pending;
    tick = session.runOn(tick, count);
    if (tick >= yieldAt) {
      await yieldToEventLoop?.();
      yieldAt = tick + TICKS_PER_YIELD;
    }
  }
  return tick;
}
