import type { Ending } from '../record/record.ts';

/** What may be asked of a rollout, in the order of the docs, and the participle that says that it was. */
const PARTICIPLES = {
  start: 'started',
  pause: 'paused',
  resume: 'resumed',
  reset: 'reset',
  approve: 'approved',
  advance: 'advanced',
  end: 'ended',
  kill: 'killed',
  unkill: 'no longer killed',
} as const;

export type Verb = keyof typeof PARTICIPLES;

export const VERBS = Object.keys(PARTICIPLES) as readonly Verb[];

/** What a resume is called in record and journal that goes on from what somebody has set by hand. */
export const TAKE_OVER = 'take-over';

/** What is asked of a rollout. */
export interface Order {
  readonly verb: Verb;
  /** Where `end` leaves it. */
  readonly at?: Ending;
  /** Whether `resume` goes on from what somebody has set by hand. */
  readonly take_over?: boolean;
  /** What `approve` lets it enter, from 1; the next that waits without it. */
  readonly step?: number;
}

/** `paused`, before the name of the rollout; `step` is that of an approval, from 1. */
export const doneText = (verb: Verb, step?: number): string => {
  if (step === undefined) return PARTICIPLES[verb];
  return `${PARTICIPLES[verb]} step ${step} of`;
};
