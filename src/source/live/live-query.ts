import type { Answer } from '../../prometheus/api/answer.ts';
import { type MissingReason, missingReasonText } from '../../prometheus/missing-reason.ts';
import { fromJsonReading, isJsonReading, type JsonReading, toJsonReading } from '../../text/json-reading.ts';
import { isCount, isText, isTruth, mappingOf, orNull } from '../../text/shape.ts';

/** What is known of one query of a live run, as JSON. */
export interface LiveQueryState {
  /** The last answer: its value, and why it is invalid. */
  readonly value: JsonReading;
  readonly why: string | null;
  /** The tick of the request under way; null where there is none. */
  readonly askedAt: number | null;
  readonly hasAnswered: boolean;
  readonly isFailing: boolean;
}

export const isLiveQueryState = mappingOf({
  value: isJsonReading,
  why: orNull(isText),
  askedAt: orNull(isCount),
  hasAnswered: isTruth,
  isFailing: isTruth,
});

const NOT_YET: MissingReason = { kind: 'failed', message: 'no answer yet' };

/** What is known of one query of a live run. */
export class LiveQuery {
  answer: Answer = { value: Number.NaN, missing: NOT_YET };
  /** The answer that the last fill gave. */
  given: Answer = this.answer;
  /** The request under way, if there is one, and the tick it is of; a query never has two. */
  pending: { readonly tick: number; readonly done: Promise<void> } | undefined;
  hasAnswered = false;
  isFailing = false;

  constructor(from?: LiveQueryState) {
    if (!from) return;
    this.answer = {
      value: fromJsonReading(from.value),
      missing: from.why === null ? undefined : { kind: 'failed', message: from.why },
    };
    this.hasAnswered = from.hasAnswered;
    this.isFailing = from.isFailing;
  }

  /** Why the last fill gave no value. */
  get why(): string | undefined {
    return whyOf(this.given);
  }

  get state(): LiveQueryState {
    return {
      value: toJsonReading(this.answer.value),
      why: whyOf(this.answer) ?? null,
      askedAt: this.pending?.tick ?? null,
      hasAnswered: this.hasAnswered,
      isFailing: this.isFailing,
    };
  }
}

const whyOf = ({ missing }: Answer): string | undefined => missing && missingReasonText(missing);
