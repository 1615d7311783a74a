import type { Plan } from '../circuit/plan.ts';
import type { Reading } from '../circuit/reading.ts';
import { type ConditionReader, conditionReader } from '../rollout/conditions.ts';
import type { Decision } from '../rollout/decide.ts';
import type { Gate } from '../rollout/gates/gate.ts';
import type { Ramp } from '../rollout/ramp.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { Blindness, type BlindnessState } from './blindness.ts';
import { QueryWatch, type QueryWatchState, type WhyInvalid } from './query-watch.ts';
import { type DecisionCounts, type Occurrence, RampWatch, type RampWatchState } from './ramp-watch.ts';
import type { Reason } from './reasons.ts';
import type { Outcome, RunEvent } from './result.ts';
import { TickTimes, type TickTimesState } from './tick-times.ts';

/** What an observer has to know of the ticks it saw, as one value. */
export interface ObserverState {
  /** Ticks without a ramp, which all hold. */
  readonly held: number;
  readonly times: TickTimesState;
  readonly queries: readonly QueryWatchState[];
  readonly blind: BlindnessState;
  /** Null where the policy has no ramp. */
  readonly ramp: RampWatchState | null;
}

export interface ObserverOptions {
  readonly plan: Plan;
  readonly ramp: Ramp | undefined;
  readonly gate?: Gate;
  readonly start: Moment;
  readonly why: WhyInvalid;
  readonly report: (event: RunEvent) => void;
  readonly from?: ObserverState;
}

/** Watches a run from tick to tick: counts decisions and reports what happened, with reasons. Allocates only on ticks that differ. */
export class Observer {
  /** Of the queries that the ramp depends on. */
  readonly blindness: Blindness;
  readonly #options: ObserverOptions;
  readonly #queries: QueryWatch;
  readonly #ramp: RampWatch | undefined;
  readonly #times: TickTimes;
  #held: number;

  constructor(options: ObserverOptions) {
    const { plan, ramp, gate, why, from } = options;
    const { note, timeOf } = this;
    this.#options = options;
    this.#times = new TickTimes(options.start, plan.interval, from?.times);
    this.#held = from?.held ?? 0;
    this.blindness = new Blindness(plan, from?.blind);
    this.#queries = new QueryWatch({ plan, why, note, blindness: this.blindness, from: from?.queries });
    const conditionsIn = conditionReader(plan);
    const conditions: ConditionReader = (frame, key) =>
      conditionsIn(frame, key).map(this.#queries.withProblem);
    this.#ramp =
      ramp && new RampWatch({ plan, ramp, gate, conditions, note, timeOf, from: from?.ramp ?? undefined });
  }

  /** Takes the frame of the tick that just ran. */
  see(tick: number, frame: Float64Array): void {
    this.#queries.see(tick, frame);
    if (this.#ramp) this.#ramp.see(tick, frame);
    else this.#held++;
  }

  /** The next tick may differ from the one before, even where it reads like it. */
  lookClosely(): void {
    this.#ramp?.lookClosely();
  }

  readonly note = ({ tick, frame, kind, reason, because, held_by }: Occurrence): void => {
    const { ramp, report } = this.#options;
    const accept = this.accept(frame);
    report({
      tick,
      time: formatMoment(this.timeOf(tick)),
      kind,
      step: ramp?.step(frame) ?? 0,
      accept_percentage: Number.isNaN(accept) ? null : accept,
      reason,
      because,
      held_by,
    });
  };

  /** Who has the feature in the frame of a tick, in percent. */
  accept(frame: Float64Array): Reading {
    const { ramp, gate } = this.#options;
    return gate?.percentage(frame) ?? ramp?.accept(frame) ?? Number.NaN;
  }

  /** The time of the tick that ran last, or of the one that runs next. */
  readonly timeOf = (tick: number): Moment => this.#times.of(tick);

  /** Moves the times from a tick on. */
  moveTimes(tick: number, by: Seconds): void {
    this.#times.move(tick, by);
  }

  get decision(): Decision {
    return this.#ramp?.decision ?? 'hold';
  }

  get outcome(): Outcome {
    return this.#ramp?.outcome ?? 'not_started';
  }

  get completedAt(): Moment | null {
    return this.#ramp?.completedAt ?? null;
  }

  /** Ticks by what the ramp did; without one all of them hold. */
  get counts(): DecisionCounts {
    return this.#ramp?.counts ?? { forward: 0, backward: 0, reset: 0, hold: this.#held };
  }

  /** Of every query: ticks that saw no valid reading. */
  get invalid(): readonly number[] {
    return this.#queries.invalid;
  }

  /** Why the ramp does what it does, seen from this frame. */
  reasonNow(frame: Float64Array): Reason {
    return this.#ramp?.reasonNow(frame) ?? { reason: 'the policy has no ramp' };
  }

  /** Time to the end at the present pace, seen from this frame; undefined while nothing moves forward. */
  remaining(frame: Float64Array): Seconds | undefined {
    const { ramp, plan } = this.#options;
    if (!ramp || !this.#ramp) return undefined;
    if (this.#ramp.atEnd) return 0;
    if (this.decision !== 'forward') return undefined;
    const rest = ramp.steps
      .slice(ramp.step(frame))
      .reduce((sum, { duration }) => sum + Math.max(duration, plan.interval), 0);
    return Math.max(0, rest - ramp.count(frame) * plan.interval);
  }

  get state(): ObserverState {
    return {
      held: this.#held,
      times: this.#times.state,
      queries: this.#queries.state,
      blind: this.blindness.state,
      ramp: this.#ramp?.state ?? null,
    };
  }
}
