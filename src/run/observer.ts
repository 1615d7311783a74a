import type { Plan } from '../circuit/plan.ts';
import type { Decision } from '../rollout/decide.ts';
import { explainSignal } from '../rollout/explain.ts';
import type { Ramp } from '../rollout/ramp.ts';
import { formatSpoken, type Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import type { EventKind, Outcome, RunEvent } from './result.ts';

/** Why a query has no valid value at `tick`. */
export type Why = (query: number, tick: number) => string | undefined;

export interface ObserverOptions {
  readonly plan: Plan;
  readonly ramp: Ramp | undefined;
  readonly start: Moment;
  readonly why: Why;
  readonly report: (event: RunEvent) => void;
}

/** Watches a run from tick to tick: counts decisions and notes what happened, with reasons. Allocates only on an event. */
export class Observer {
  readonly invalid: number[];
  decision: Decision = 'hold';
  completedAt: Moment | undefined;
  #step = 0;
  #atStart = true;
  #atEnd = false;
  #left = false;
  readonly #tally = { forward: 0, backward: 0, reset: 0, hold: 0 };
  /** Ticks with the present decision that are not in the tally yet. */
  #repeats = 0;
  #isSteady = false;
  readonly #isLikeLast: (frame: Float64Array) => boolean;
  readonly #held: Int32Array;
  readonly #wasValid: boolean[];

  readonly #plan: Plan;
  readonly #ramp: Ramp | undefined;
  readonly #start: Moment;
  readonly #why: Why;
  readonly #report: (event: RunEvent) => void;
  #reported = 0;

  constructor({ plan, ramp, start, why, report }: ObserverOptions) {
    this.#plan = plan;
    this.#ramp = ramp;
    this.#start = start;
    this.#why = why;
    this.#report = report;
    this.invalid = plan.queries.map(() => 0);
    this.#isLikeLast = ramp?.watch() ?? (() => true);
    this.#held = Int32Array.from(plan.queries, ({ resultSlot }) => resultSlot);
    this.#wasValid = plan.queries.map(() => true);
  }

  /** Takes the frame of the tick that just ran. */
  see(tick: number, frame: Float64Array): void {
    this.#seeQueries(tick, frame);
    const isLike = this.#isLikeLast(frame);
    if (!this.#ramp) this.#tally.hold++;
    else if (isLike && this.#isSteady) this.#repeats++;
    else this.#seeChange(this.#ramp, tick, frame, isLike);
  }

  /** Ticks by what the ramp did. */
  get counts(): Readonly<Record<Decision, number>> {
    this.#countRepeats();
    return this.#tally;
  }

  #countRepeats(): void {
    this.#tally[this.decision] += this.#repeats;
    this.#repeats = 0;
  }

  /** Takes a tick that may differ from the one before; where it does not and nothing came of it, those like it change nothing. */
  #seeChange(ramp: Ramp, tick: number, frame: Float64Array, isLike: boolean): void {
    const { decision } = this;
    const reported = this.#reported;
    this.#countRepeats();
    this.#seeRamp(ramp, tick, frame);
    this.#isSteady = isLike && this.decision === decision && this.#reported === reported;
  }

  note(tick: number, frame: Float64Array, kind: EventKind, reason: string): void {
    const accept = this.#ramp ? this.#ramp.accept(frame) : Number.NaN;
    this.#reported++;
    this.#report({
      tick,
      time: formatMoment(this.timeOf(tick)),
      kind,
      step: this.#ramp ? this.#ramp.step(frame) : 0,
      accept_percentage: Number.isNaN(accept) ? null : accept,
      reason,
    });
  }

  readonly timeOf = (tick: number): Moment => this.#start + tick * this.#plan.interval;

  get outcome(): Outcome {
    if (this.#atEnd) return 'completed';
    if (!this.#left) return 'not_started';
    return this.#atStart ? 'rolled_back' : 'in_progress';
  }

  #seeQueries(tick: number, frame: Float64Array): void {
    const held = this.#held;
    for (let q = 0; q < held.length; q++) {
      const reading = frame[held[q]!]!;
      const isValid = reading === reading;
      if (!isValid) this.invalid[q]!++;
      if (isValid === this.#wasValid[q] || tick === 0) continue;
      this.#wasValid[q] = isValid;
      this.note(tick, frame, isValid ? 'valid' : 'invalid', this.#describeQuery(q, tick, reading));
    }
  }

  #describeQuery(q: number, tick: number, reading: number): string {
    const { signal, query_string } = this.#plan.queries[q]!;
    if (!Number.isNaN(reading)) return `${signal} = ${formatNumber(reading)}`;
    return `${signal}: ${this.#why(q, tick) ?? 'no valid value'} (${query_string})`;
  }

  #seeRamp(ramp: Ramp, tick: number, frame: Float64Array): void {
    const decision = this.#effective(ramp.asked(frame));
    this.#tally[decision]++;
    const step = ramp.step(frame);
    const atEnd = ramp.atEnd(frame);
    if (decision !== this.decision || decision === 'forward') this.#changed(ramp, decision, tick, frame);
    if (step !== this.#step && decision !== 'reset')
      this.note(tick, frame, 'step', this.#describeStep(ramp, step));
    if (atEnd && !this.#atEnd) this.#complete(ramp, tick, frame);
    this.decision = decision;
    this.#step = step;
    this.#atStart = ramp.atStart(frame);
    this.#atEnd = atEnd;
  }

  /** Being asked to move on at the end, or back at the start, moves nothing: that is a hold. */
  #effective(asked: Decision): Decision {
    if (asked === 'forward' && this.#atEnd) return 'hold';
    if (asked === 'backward' && this.#atStart) return 'hold';
    return asked;
  }

  #changed(ramp: Ramp, decision: Decision, tick: number, frame: Float64Array): void {
    const kind = this.#kindOf(decision, ramp, frame);
    if (kind) this.note(tick, frame, kind, this.#reasonFor(ramp, decision, frame));
  }

  #kindOf(decision: Decision, ramp: Ramp, frame: Float64Array): EventKind | undefined {
    if (decision === 'forward') {
      if (this.#atStart) {
        this.#left = true;
        return 'started';
      }
      return this.decision === 'forward' ? undefined : 'resumed';
    }
    if (decision !== 'hold') return decision;
    return this.#atStart || ramp.atStart(frame) || this.#atEnd ? undefined : 'paused';
  }

  #reasonFor(ramp: Ramp, decision: Decision, frame: Float64Array): string {
    const key =
      decision === 'reset'
        ? ramp.keys.reset
        : decision === 'backward'
          ? ramp.keys.backward
          : ramp.keys.forward;
    if (decision === 'hold' && ramp.atEnd(frame)) return 'the last step is done';
    return key === undefined
      ? decision === 'hold'
        ? 'nothing drives forward'
        : `${decision} is always true`
      : explainSignal(this.#plan, frame, key);
  }

  #describeStep(ramp: Ramp, step: number): string {
    const { target, duration } = ramp.steps[step]!;
    const from = step === 0 ? '' : `${formatNumber(ramp.steps[step - 1]!.target)} % to `;
    return `step ${step + 1} of ${ramp.steps.length}: ${from}${formatNumber(target)} % in ${formatSpoken(duration)}`;
  }

  #complete(ramp: Ramp, tick: number, frame: Float64Array): void {
    this.completedAt = this.timeOf(tick);
    this.note(tick, frame, 'completed', `step ${ramp.steps.length} of ${ramp.steps.length} is done`);
  }

  /** Why the ramp does what it does, seen from this frame. */
  reasonNow(frame: Float64Array): string {
    return this.#ramp ? this.#reasonFor(this.#ramp, this.decision, frame) : 'the policy has no ramp';
  }

  /** Time to the end if nothing holds the ramp from this frame on. */
  remaining(frame: Float64Array): Seconds | undefined {
    if (!this.#ramp) return undefined;
    if (this.#atEnd) return 0;
    const rest = this.#ramp.steps
      .slice(this.#step)
      .reduce((sum, { duration }) => sum + Math.max(duration, this.#plan.interval), 0);
    return Math.max(0, rest - this.#ramp.count(frame) * this.#plan.interval);
  }
}
