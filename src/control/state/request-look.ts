import type { Clock } from '../../prometheus/clock.ts';
import type { Seconds } from '../../text/duration.ts';

/** Who waits for a request asks often: its journal is looked at no more than this. */
const LOOK_INTERVAL: Seconds = 0.25;

/** The journal of a rollout on a server. What throws throws what the server says. */
interface ServerJournal {
  /** Changes with every line. */
  stamp(): Promise<string>;
  /** Whether one of the last lines is of a request. */
  has(id: string): Promise<boolean>;
}

/** Looks for requests in a journal: its lines are read only where there are new ones. */
export class RequestLook {
  readonly #journal: ServerJournal;
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** A request that was not there, and the journal at that time. */
  #last: { readonly id: string; readonly stamp: string; readonly at: Seconds } | undefined;

  constructor(journal: ServerJournal, clock: Pick<Clock, 'monotonic'>) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** False where the journal cannot be read. */
  async finds(id: string): Promise<boolean> {
    const last = this.#last?.id === id ? this.#last : undefined;
    const at = this.#clock.monotonic();
    if (last && at - last.at < LOOK_INTERVAL) return false;
    try {
      const stamp = await this.#journal.stamp();
      const isThere = stamp !== last?.stamp && (await this.#journal.has(id));
      this.#last = isThere ? undefined : { id, stamp, at };
      return isThere;
    } catch {
      return false;
    }
  }
}
