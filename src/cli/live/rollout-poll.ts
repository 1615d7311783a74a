import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';

const POLL_INTERVAL: Seconds = 0.5;

/** Reads rollouts again and again, until it is ended; what cannot be read is shown as it was last. */
export class RolloutPoll {
  statuses: readonly RolloutStatus[] = [];
  /** Why they could not be read last. */
  fault = '';
  readonly #read: () => Promise<readonly RolloutStatus[]>;
  readonly #ended = new AbortController();

  constructor(read: () => Promise<readonly RolloutStatus[]>) {
    this.#read = read;
  }

  async begin(): Promise<void> {
    await this.#look();
    void this.#goOn();
  }

  end(): void {
    this.#ended.abort();
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#ended;
    for (;;) {
      await systemClock.sleep(POLL_INTERVAL, signal);
      if (signal.aborted) return;
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      this.statuses = await this.#read();
      this.fault = '';
    } catch (problem) {
      this.fault = problem instanceof Error ? problem.message : String(problem);
    }
  }
}
