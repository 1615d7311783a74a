import type { Seconds } from '../text/duration.ts';

/** What decides whether the targets of a rollout are told more. Percentages are of 0 to 100. */
export interface Telling {
  /** What they were told last. */
  readonly told: number;
  /** Where the ramp stands. */
  readonly percentage: number;
  /** Where the ramp ends. */
  readonly last: number;
  /** Since they were told more. */
  readonly since: Seconds;
  /** They are told more at most as often. */
  readonly every: Seconds;
}

/** What the targets are to have: less at once, the first and the last percentage at once, more once in a while. */
export function toTell({ told, percentage, last, since, every }: Telling): number {
  const isRaiseDue = told === 0 || percentage >= last || since >= every;
  return percentage <= told || isRaiseDue ? percentage : told;
}
