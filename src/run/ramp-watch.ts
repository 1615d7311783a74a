import type { Plan } from '../circuit/plan.ts';
import type { ConditionReader } from '../rollout/conditions.ts';
import type { Decision } from '../rollout/decide.ts';
import type { Gate } from '../rollout/gates/gate.ts';
import type { Ramp } from '../rollout/ramp.ts';
import type { Moment } from '../text/time.ts';
import { type Progress, progressEvents } from './progress.ts';
import { type Reason, reasonOf, reasonOfDecision, type Seen } from './reasons.ts';
import type { EventKind, Outcome } from './result.ts';

export type DecisionCounts = Readonly<Record<Decision, number>>;

/** What a ramp watch has to know of the ticks it saw, as one value. */
export interface RampWatchState extends Progress {
  readonly counts: DecisionCounts;
  /** When it was complete for the first time. */
  readonly completedAt: Moment | null;
}

/** Something that happened to the ramp or a query at a tick, seen in the frame of that tick. */
export interface Occurrence extends Reason {
  readonly tick: number;
  readonly frame: Float64Array;
  readonly kind: EventKind;
}

export interface RampWatchOptions {
  readonly plan: Plan;
  readonly ramp: Ramp;
  readonly gate?: Gate;
  readonly conditions: ConditionReader;
  readonly note: (occurrence: Occurrence) => void;
  readonly timeOf: (tick: number) => Moment;
  readonly from?: RampWatchState;
}

const AT_START: Progress = { decision: 'hold', step: 0, atStart: true, atEnd: false, hasStarted: false };

/** Watches the ramp from tick to tick: counts what it does, and notes what changes, with reasons. */
export class RampWatch {
  completedAt: Moment | null;
  #progress: Progress;
  readonly #counts: Record<Decision, number>;
  /** Ticks with the present decision that are not counted yet. */
  #uncounted = 0;
  /** Whether the last tick, seen closely, changed nothing: one that reads like it changes nothing either. */
  #isSteady = false;
  /** The kinds of what held it on the last tick. */
  #heldBy = '';
  readonly #isLikeLast: (frame: Float64Array) => boolean;
  readonly #options: RampWatchOptions;

  constructor(options: RampWatchOptions) {
    const { counts, completedAt, ...progress } = options.from ?? {
      ...AT_START,
      counts: { forward: 0, backward: 0, reset: 0, hold: 0 },
      completedAt: null,
    };
    this.#options = options;
    this.#progress = progress;
    this.#counts = { ...counts };
    this.completedAt = completedAt;
    this.#isLikeLast = options.ramp.watch();
  }

  /** Takes the frame of the tick that just ran. */
  see(tick: number, frame: Float64Array): void {
    const isLike = this.#isLikeLast(frame);
    if (isLike && this.#isSteady) this.#uncounted++;
    else this.#isSteady = this.#seeClosely(tick, frame) && isLike;
  }

  /** The next tick may differ from the one before, even where it reads like it. */
  lookClosely(): void {
    this.#isSteady = false;
  }

  get decision(): Decision {
    return this.#progress.decision;
  }

  get atEnd(): boolean {
    return this.#progress.atEnd;
  }

  /** Ticks by what the ramp did. */
  get counts(): DecisionCounts {
    this.#counts[this.decision] += this.#uncounted;
    this.#uncounted = 0;
    return this.#counts;
  }

  get outcome(): Outcome {
    const { atEnd, atStart, hasStarted } = this.#progress;
    if (atEnd) return 'completed';
    if (!hasStarted) return 'not_started';
    return atStart ? 'rolled_back' : 'in_progress';
  }

  /** Why the ramp does what it does, seen from this frame. */
  reasonNow(frame: Float64Array): Reason {
    return reasonOfDecision(this.decision, this.#seenIn(frame));
  }

  get state(): RampWatchState {
    return { ...this.#progress, counts: { ...this.counts }, completedAt: this.completedAt };
  }

  #seenIn(frame: Float64Array): Seen {
    const { plan, ramp, conditions, gate } = this.#options;
    return { plan, ramp, frame, conditions, holds: gate?.reasons ?? [] };
  }

  /** Whether other gates than before keep the ramp from a way that its policy would have it go, or from its start. */
  #isHeldAnew({ decision, atStart }: Progress, frame: Float64Array): boolean {
    const { gate, ramp } = this.#options;
    if (!gate) return false;
    const heldBy = decision === 'hold' ? gate.reasons.map(({ kind }) => kind).join() : '';
    const isAnother = heldBy !== '' && heldBy !== this.#heldBy;
    this.#heldBy = heldBy;
    return isAnother && (atStart || ramp.ports(frame) === 'forward');
  }

  /** Whether the tick changed nothing. */
  #seeClosely(tick: number, frame: Float64Array): boolean {
    const { ramp, note, timeOf } = this.#options;
    const { counts } = this;
    const before = this.#progress;
    const { now, kinds } = progressEvents(before, ramp, frame);
    if (this.#isHeldAnew(now, frame) && !kinds.includes('paused')) kinds.push('held');
    for (const kind of kinds) {
      if (kind === 'completed') this.completedAt ??= timeOf(tick);
      note({ tick, frame, kind, ...reasonOf(kind, now, this.#seenIn(frame)) });
    }
    this.#counts[now.decision] = counts[now.decision] + 1;
    this.#progress = now;
    return now.decision === before.decision && kinds.length === 0;
  }
}
