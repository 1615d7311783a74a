import type { Seconds } from '../../text/duration.ts';
import { callWithin } from '../controller/call-within.ts';
import type { ControlClock } from '../controller/clock.ts';
import type { Note, Notifier } from '../notify/notifier.ts';

const TIME_LIMIT: Seconds = 10;
/** After these a note is sent once more, and then given up. */
const PAUSES: readonly Seconds[] = [1, 5, 25];
/** Older ones are given up where a receiver takes none. */
const MAX_NOTES = 100;

export interface OutboxOptions {
  readonly notify: Notifier;
  readonly clock: ControlClock;
  /** A note was given up: why. */
  readonly onFault: (why: string) => void;
}

/** The notes for one receiver, one after the other: whoever adds one waits for nothing. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #stopped = new AbortController();
  #notes: Note[] = [];
  #sending: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(note: Note): void {
    this.#notes = [...this.#notes, note].slice(-MAX_NOTES);
    this.#sending ??= this.#sendAll();
  }

  /** Waits until all is sent, but not longer than this; what is left then is not sent. */
  async close(limit: Seconds): Promise<void> {
    const { clock } = this.#options;
    const isOver = new AbortController();
    await Promise.race([this.#sending, clock.sleep(limit, isOver.signal)]);
    isOver.abort();
    this.#notes = [];
    this.#stopped.abort();
  }

  async #sendAll(): Promise<void> {
    for (let note = this.#notes.shift(); note !== undefined; note = this.#notes.shift()) {
      const why = await this.#send(note);
      if (why !== undefined) this.#options.onFault(why);
    }
    this.#sending = undefined;
  }

  /** Why it could not be sent. */
  async #send(note: Note): Promise<string | undefined> {
    const { notify, clock } = this.#options;
    let why: string | undefined;
    for (const pause of [...PAUSES, 0]) {
      const outcome = await callWithin(clock, TIME_LIMIT, (signal) => notify(note, { signal }));
      if (outcome.kind === 'confirmed') return undefined;
      why = outcome.why;
      if (this.#stopped.signal.aborted) break;
      await clock.sleep(pause, this.#stopped.signal);
    }
    return why;
  }
}
