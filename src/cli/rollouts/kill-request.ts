import type { Seconds } from '../../text/duration.ts';
import type { Place } from './place.ts';

/** What a kill is asked for. */
export interface KillRequest extends Place {
  readonly name: string;
  readonly reason: string;
  /** Undefined: until it is confirmed. */
  readonly timeout: Seconds | undefined;
  readonly output: 'text' | 'json';
}
