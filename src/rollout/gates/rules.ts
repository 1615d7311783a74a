import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Hours } from './hours.ts';

/** What holds a rollout, or takes it back, besides its policy. */
export interface GateRules {
  readonly start: Start;
  readonly afterReset: AfterReset;
  readonly withoutData: Fallback;
  readonly withoutPrometheus: Fallback;
  /** Nothing moves forward outside of them; always within where there are none. */
  readonly forwardOnly: readonly Hours[];
  /** Steps, from 0, that are not entered before somebody approves. */
  readonly approvals: readonly number[];
  /** Steps, from 0, that are not entered before their gate is open. */
  readonly gates: readonly number[];
  /** So many requests of the feature before a step is left; 0 where they are not counted. */
  readonly requestsPerStep: number;
  /** How long it still guards when the last step is done. */
  readonly bake: Seconds;
  readonly giveUpAfter: GiveUp | undefined;
}

export type Start = 'manually' | 'immediately' | { readonly at: Moment };

export interface AfterReset {
  /** Nobody has the feature until it climbs again; else those of the first step. */
  readonly isOff: boolean;
  /** How many times it climbs again by itself. */
  readonly climbs: number;
}

export interface Fallback {
  readonly after: Seconds;
  readonly do: 'hold' | 'backward' | 'reset';
}

export interface GiveUp {
  readonly after: Seconds;
  readonly do: 'hold' | 'reset';
}
