import type { Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Decision } from '../decide.ts';
import type { Demand } from './demand.ts';

export type HoldKind =
  | 'killed'
  | 'not_started'
  | 'paused'
  | 'reset'
  | 'after_reset'
  | 'gave_up'
  | 'hours'
  | 'approval'
  | 'gate'
  | 'requests'
  | 'no_data'
  | 'no_prometheus'
  | 'controller';

/** One reason why a gate holds a rollout, or takes it back. */
export interface HoldReason {
  readonly kind: HoldKind;
  /** In one line, without its subject: `waits for approval before step 3`. */
  readonly text: string;
  /** When it ends by itself, where that is known. */
  readonly until?: Moment;
}

/** What a gate is asked on. */
export interface GateTick {
  readonly tick: Ticks;
  readonly now: Moment;
  /** As the tick before left it. */
  readonly frame: Float64Array;
  /** What the ramp did on the tick before. */
  readonly last: Decision;
}

/** What may hold a run, or take it back, besides its circuit. */
export interface Gate {
  /** Asked before every tick, once. */
  readonly decide: (tick: GateTick) => Demand;
  /** Why it holds or takes back, all of it; empty while it is open. */
  readonly reasons: readonly HoldReason[];
  /** Who has the feature after a tick, in percent: nobody before the start. */
  readonly percentage: (frame: Float64Array) => number;
  /** Nothing is left to guard: a run until completion may end. */
  readonly isDone: boolean;
}
