export const RECORD_FORMAT = 1;

/** What somebody asked of a rollout; a second one with the same id changes nothing. */
export interface Request {
  readonly id: string;
  /** The command: `pause`. */
  readonly verb: string;
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  readonly reason: string;
}

/** A step that may be entered; it counts for one plan and one attempt. */
export interface Approval {
  readonly step: number;
  readonly plan: string;
  readonly attempt: number;
}

/** How sure it is that nothing can raise any more: `dirty` where one late call may still land. */
export type Certainty = 'clean' | 'dirty';

/** Where a rollout is left that somebody ended: where it stands, at its start, or off. */
export const ENDINGS = ['hold', 'reset', 'off'] as const;
export type Ending = (typeof ENDINGS)[number];

export interface Kill {
  /** The lease holder has seen it, and has no call under way. */
  readonly acknowledged: Certainty | null;
  /** Every actuator was at 0 after that. */
  readonly confirmed: Certainty | null;
  /** Where a late call may still land: a target, and the controller that made the call. */
  readonly late: readonly string[];
}

/**
 * The durable state of a rollout as one value. Every change adds 1 to its number, and is written where the record
 * still is the one it was computed from. Percentages are of 0 to 100.
 */
export interface RolloutRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly rollout: string;
  readonly number: number;
  /** What is to be in force. */
  readonly target: number;
  /** What may be in force at most. */
  readonly ceiling: number;
  readonly killed: Kill | null;
  readonly started: boolean;
  readonly paused: boolean;
  /** Counts starts after a kill. */
  readonly attempt: number;
  readonly approvals: readonly Approval[];
  /** Identity of the plan that is frozen. */
  readonly plan: string;
  /** The lease under which a controller took it and has not released it. */
  readonly holder: string | null;
  /** Leases that were lost and not released: each may still have one call to each actuator. */
  readonly unclean: readonly string[];
  /** Number of the record in which somebody resumed last. */
  readonly resumed: number;
  /** Number of the record in which somebody let it go one step further last. */
  readonly advanced: number;
  /** Somebody has ended it: no controller moves it any more. */
  readonly ended: Ending | null;
  /** What was asked, the latest last; bounded. */
  readonly requests: readonly Request[];
}

/** Of a rollout that nobody started yet. */
export const newRecord = (rollout: string, plan: string): RolloutRecord => ({
  format: RECORD_FORMAT,
  rollout,
  number: 1,
  target: 0,
  ceiling: 0,
  killed: null,
  started: false,
  paused: false,
  attempt: 1,
  approvals: [],
  plan,
  holder: null,
  unclean: [],
  resumed: 0,
  advanced: 0,
  ended: null,
  requests: [],
});

/** The next record. */
export const withChange = (record: RolloutRecord, change: Partial<RolloutRecord>): RolloutRecord => ({
  ...record,
  ...change,
  number: record.number + 1,
});
