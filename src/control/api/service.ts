import type { Checked } from '../commands/check-kill.ts';
import type { Answered } from '../commands/reached.ts';
import type { Taking } from '../commands/taken.ts';
import type { Order } from '../commands/verbs.ts';
import type { ReadEvents } from '../journal/events.ts';
import type { RunCounts } from '../run/run-counter.ts';
import type { RolloutStatus } from '../state/rollout-status.ts';
import type { KillProgress } from './kills.ts';

/** A rollout as this process sees it. */
export interface Reported {
  readonly status: RolloutStatus;
  /** Whether this process holds it; one that stands by repeats no figure of it. */
  readonly leads: boolean;
  readonly counts?: RunCounts;
}

/** A command that came over the network. */
export interface ApiRequest extends Order {
  readonly rollout: string;
  /** A retry has the same. */
  readonly id: string;
  readonly by: string;
  readonly reason: string;
}

/** All that the API asks of the controllers of a process. */
export interface ApiService {
  readonly names: readonly string[];
  statuses(): Promise<readonly Reported[]>;
  /** Where each stands, its record considered. */
  views(): Promise<readonly RolloutStatus[]>;
  /** The journal, and what is not in it yet; undefined where there is no such rollout. */
  events(name: string): Promise<ReadEvents | undefined>;
  /** Of a rollout that is among the names. Throws RolloutError: ROLLOUT_REFUSED, ROLLOUT_RECORD and others. */
  ask(request: ApiRequest): Promise<Answered>;
  /** Whether the controller of a rollout that is among the names has taken a request. */
  taken(name: string, id: string): Promise<Taking>;
  /** How far a kill has come that was asked for here; undefined where none has this id. */
  killProgress(name: string, id: string, after: number): KillProgress | undefined;
  /** What a kill of a rollout that is among the names needs. */
  checkKill(name: string): Promise<readonly Checked[]>;
  /** Why it is not ready: state that cannot be read, a controller that ended. */
  faults(): Promise<readonly string[]>;
}
