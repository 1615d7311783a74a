import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';

/** Commands that wait for something ask again sooner. */
const QUIET: Seconds = 2;
const MAX_WAIT: Seconds = 10;
const POLL_INTERVAL: Seconds = 0.1;

/** Who reads what an API says, for a process that ends when they have read the last of it. */
export class Readers {
  readonly #scrapes = new EventEmitter();
  #isScraped = false;
  #askedAt: Seconds = Number.NEGATIVE_INFINITY;

  see({ url = '' }: IncomingMessage, response: ServerResponse): void {
    if (url.startsWith('/api/')) this.#askedAt = systemClock.monotonic();
    if (url !== '/metrics') return;
    this.#isScraped = true;
    response.once('finish', () => this.#scrapes.emit('scrape'));
  }

  /** Until the metrics are read once more, or it is aborted; at once where nobody reads them. */
  async nextScrape(signal: AbortSignal): Promise<void> {
    if (this.#isScraped) await once(this.#scrapes, 'scrape', { signal }).catch(() => {});
  }

  /** Until no command has asked for a moment, at most for some seconds; at once where none did. */
  async quiet(signal: AbortSignal): Promise<void> {
    const end = systemClock.monotonic() + MAX_WAIT;
    const isQuiet = () => systemClock.monotonic() >= Math.min(end, this.#askedAt + QUIET);
    while (!signal.aborted && !isQuiet()) await systemClock.sleep(POLL_INTERVAL, signal);
  }
}
