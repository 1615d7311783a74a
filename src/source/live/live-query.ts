import type { Answer } from '../../prometheus/api/answer.ts';
import { missingReasonText } from '../../prometheus/missing-reason.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import { fromJsonReading, isJsonReading, type JsonReading, toJsonReading } from '../../text/json-reading.ts';
import { isCount, isNumber, isText, isTruth, mappingOf, orNull } from '../../text/shape.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { Place } from './pacer.ts';

/** One evaluation of a query; ticks are positions of the pacer. */
export interface Evaluation {
  /** The time that is asked for. */
  readonly moment: Moment;
  /** Where the next evaluation is due. */
  readonly nextDue: Ticks;
  /** The last tick that may read its result: one evaluation interval after that. */
  readonly heldTo: Ticks;
}

/** What is known of one query of a live run, as JSON. */
export interface LiveQueryState {
  /** The last answer: its value, and why it is invalid. */
  readonly value: JsonReading;
  readonly why: string | null;
  /** What that answers; null before the first answer, and after a request that failed. */
  readonly answered: Evaluation | null;
  /** The last evaluation asked for; null before the first. */
  readonly asked: Evaluation | null;
  /** Whether its request is under way. */
  readonly isPending: boolean;
  readonly hasAnswered: boolean;
  readonly isFailing: boolean;
}

const isEvaluation = mappingOf({ moment: isNumber, nextDue: isCount, heldTo: isCount });

export const isLiveQueryState = mappingOf({
  value: isJsonReading,
  why: orNull(isText),
  answered: orNull(isEvaluation),
  asked: orNull(isEvaluation),
  isPending: isTruth,
  hasAnswered: isTruth,
  isFailing: isTruth,
});

const invalid = (message: string): Answer => ({ value: Number.NaN, missing: { kind: 'failed', message } });

const NOT_YET = invalid('no answer yet');

/** What is known of one query of a live run. */
export class LiveQuery {
  /** The last answer, and what it answers: undefined before the first, and after a request that failed. */
  answer: Answer = NOT_YET;
  answered: Evaluation | undefined;
  /** What the last fill gave. */
  given: Answer = NOT_YET;
  /** The last evaluation asked for, and its request while that is under way; a query never has two. */
  asked: Evaluation | undefined;
  pending: Promise<void> | undefined;
  /** When that was sent, by the monotonic clock. */
  sentAt: Seconds = 0;
  hasAnswered = false;
  isFailing = false;
  readonly #every: Ticks;

  constructor(every: Ticks, from?: LiveQueryState) {
    this.#every = every;
    if (!from) return;
    const { value, why, answered, asked, hasAnswered, isFailing } = from;
    this.answer = why === null ? { value: fromJsonReading(value) } : invalid(why);
    this.answered = answered ?? undefined;
    this.asked = asked ?? undefined;
    this.hasAnswered = hasAnswered;
    this.isFailing = isFailing;
  }

  /** Whether an evaluation is due at a position: then, and later where that was dropped or waited for the one before. */
  isDue(position: Ticks): boolean {
    return !this.pending && (!this.asked || position >= this.asked.nextDue);
  }

  /** The evaluation at a tick. */
  evaluationAt(tick: number, { position, moment }: Place): Evaluation {
    const nextDue = position + this.#every - (tick % this.#every);
    return { moment, nextDue, heldTo: nextDue + this.#every };
  }

  /** Whether the next evaluation is due at a position and the one before has no answer. */
  isMissed(position: Ticks): boolean {
    return this.pending !== undefined && position >= this.asked!.nextDue;
  }

  /** Takes the answer to what was asked for last. */
  take(answer: Answer): void {
    this.answer = answer;
    this.answered = this.asked;
    this.hasAnswered = true;
  }

  /** Takes the failure of what was asked for last. */
  fail(message: string): void {
    this.answer = invalid(message);
    this.answered = undefined;
  }

  /** Gives the tick at a position the last answer, or why that is too old. */
  give(position: Ticks): Answer {
    this.given = this.isHeld(position) ? this.answer : tooOld(this.answered!);
    return this.given;
  }

  /** Whether the tick at a position may read the last answer. */
  isHeld(position: Ticks): boolean {
    return !this.answered || position <= this.answered.heldTo;
  }

  /** Why the last fill gave no value. */
  get why(): string | undefined {
    return whyOf(this.given);
  }

  get state(): LiveQueryState {
    return {
      value: toJsonReading(this.answer.value),
      why: whyOf(this.answer) ?? null,
      answered: this.answered ?? null,
      asked: this.asked ?? null,
      isPending: this.pending !== undefined,
      hasAnswered: this.hasAnswered,
      isFailing: this.isFailing,
    };
  }
}

const tooOld = ({ moment }: Evaluation): Answer =>
  invalid(`too old: the last answer is of ${formatMoment(moment)}`);

const whyOf = ({ missing }: Answer): string | undefined => missing && missingReasonText(missing);
