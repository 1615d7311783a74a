import type { JournalLine } from '../journal/line.ts';
import type { Ending } from '../record/record.ts';
import type { RunCounts } from '../run/run-counter.ts';
import type { RolloutStatus } from '../state/rollout-status.ts';

/** A rollout as this process sees it. */
export interface Reported {
  readonly status: RolloutStatus;
  /** Whether this process holds it; one that stands by repeats no figure of it. */
  readonly leads: boolean;
  readonly counts?: RunCounts;
}

/** What may be asked of a rollout, in the order of the docs. */
export const API_VERBS = [
  'start',
  'pause',
  'resume',
  'reset',
  'approve',
  'advance',
  'end',
  'kill',
  'unkill',
] as const;

export type ApiVerb = (typeof API_VERBS)[number];

/** A command that came over the network. */
export interface ApiRequest {
  readonly rollout: string;
  readonly verb: ApiVerb;
  /** A retry has the same. */
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  /** Where `end` leaves it. */
  readonly at?: Ending;
  /** What `approve` lets it enter, from 1; the next that waits without it. */
  readonly step?: number;
}

/** What came of a command. */
export interface ApiDone {
  /** False for a command that changed nothing, such as a retry. */
  readonly changed: boolean;
  /** Of the record. */
  readonly number: number;
}

/** All that the API asks of the controllers of a process. */
export interface ApiService {
  readonly names: readonly string[];
  statuses(): Promise<readonly Reported[]>;
  /** The journal after a sequence number; undefined where there is no such rollout. */
  events(name: string, after: number): Promise<readonly JournalLine[] | undefined>;
  /** Of a rollout that is among the names. Throws RolloutError: ROLLOUT_REFUSED, ROLLOUT_RECORD and others. */
  ask(request: ApiRequest): Promise<ApiDone>;
  /** Why it is not ready: state that cannot be read, a controller that ended. */
  faults(): Promise<readonly string[]>;
}
