import type { Exchange } from '../prometheus/http/exchange.ts';
import type { Environment } from '../prometheus/http/proxy.ts';
import type { Moment } from '../text/time.ts';

/** What actuators and notifications know of the world. */
export interface World {
  /** Where relative files are looked for: the directory of the rollout file. */
  readonly directory: string;
  readonly env: Environment;
  /** Sends one HTTP request, once. */
  readonly exchange: Exchange;
  readonly now: () => Moment;
  /** A text that is never given twice. */
  readonly newId: () => string;
}
