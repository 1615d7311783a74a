import { formatSpoken, type Seconds, type Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Progress } from '../progress.ts';

const SHOW_INTERVAL: Seconds = 0.2;

/** `40 %  about 12 s left`, at a terminal, a few times a second. */
export class WorkProgress {
  readonly #progress: Progress;
  readonly #what: string;
  readonly #total: number;
  readonly #now: () => Moment;
  readonly #begin: Moment;
  #shownAt: Moment;

  constructor(
    progress: Progress,
    { what, total, now }: { readonly what: string; readonly total: number; readonly now: () => Moment },
  ) {
    this.#progress = progress;
    this.#what = what;
    this.#total = total;
    this.#now = now;
    this.#begin = now();
    this.#shownAt = this.#begin;
  }

  /** So much of it is done. */
  readonly done = (count: Ticks): void => {
    const time = this.#now();
    if (count === 0 || time - this.#shownAt < SHOW_INTERVAL) return;
    this.#shownAt = time;
    const left = ((time - this.#begin) / count) * (this.#total - count);
    const share = `${Math.floor((100 * count) / this.#total)} %`;
    this.#progress.now([this.#what, share, `about ${formatSpoken(Math.ceil(left))} left`].join('  '));
  };
}
