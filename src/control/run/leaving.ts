import { endAfterTick, type LedEnd, leavingText } from './led-end.ts';
import { bringDown, type Exit, type ExitOptions } from './on-exit.ts';
import type { OpenedSession } from './open-session.ts';
import type { RunFiles } from './run-files.ts';
import type { RunLog } from './run-log.ts';

export interface LeavingOptions extends ExitOptions {
  readonly opened: OpenedSession;
  readonly log: RunLog;
  readonly files: RunFiles;
}

/** How a controller leaves the rollout that it leads. */
export class Leaving {
  /** What came of bringing it down, where it was stopped and that was asked for. */
  exit: Exit;
  readonly #options: LeavingOptions;

  constructor(options: LeavingOptions) {
    this.#options = options;
  }

  /** Whether nothing is left to do after a tick. */
  get isDue(): 'completed' | 'ended' | undefined {
    const { leadership, ramp, opened } = this.#options;
    const { session, gate } = opened;
    return endAfterTick({ leadership, ramp, gate, frame: session.frame, observer: session.observer });
  }

  /** It was told to stop. */
  async stop(): Promise<LedEnd> {
    this.exit = await bringDown(this.#options);
    return this.#options.leadership.isOver ? 'lost' : this.leave('stopped');
  }

  /** Says and writes the last of it. */
  async leave(end: LedEnd): Promise<LedEnd> {
    const { log, files, leadership } = this.#options;
    log.note(end === 'stopped' ? 'left' : 'ended', leavingText(end, leadership.percentage, this.exit));
    await files.writeLast(end === 'completed');
    return end;
  }
}
