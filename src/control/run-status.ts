import type { Plan } from '../circuit/plan.ts';
import { controlsOf } from '../rollout/controls.ts';
import type { Ramp } from '../rollout/ramp.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import type { Observer } from '../run/observer.ts';
import type { Reason } from '../run/reasons.ts';
import type { RunEvent } from '../run/result.ts';
import type { SourceFacts } from '../source/source.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import type { AppliedRevision, ControlKeys, RunningState, Stand, TakenRequest } from './running-state.ts';
import { ViewRecorder } from './view-recorder.ts';

/** A tick that ran. */
export interface SeenTick {
  readonly tick: number;
  /** The frame of the run: it shows the present, also later. */
  readonly frame: Float64Array;
  readonly observer: Observer;
}

export interface RunStatusOptions {
  readonly policy: string;
  readonly plan: Plan;
  readonly ramp: Ramp | undefined;
  readonly facts: SourceFacts;
  readonly pid: number;
}

/** What steers a run at the moment. */
export interface Steered {
  readonly taken: AppliedRevision | null;
  readonly request: TakenRequest | null;
  readonly document: DynamicDocument;
}

/** Watches a run for its status. */
export class RunStatus {
  readonly #options: RunStatusOptions;
  readonly #controls: ControlKeys;
  #start: Moment | undefined;
  #since: Moment = 0;
  #decision: string | undefined;
  /** As it was at the tick: what steers the next one is in the frame by now. */
  #reason: Reason = { reason: '' };
  readonly #view: ViewRecorder;

  constructor(options: RunStatusOptions) {
    const { rollout = null, reset = null } = controlsOf(options.plan);
    this.#options = options;
    this.#controls = { rollout, reset };
    this.#view = new ViewRecorder(options.plan, options.ramp);
  }

  /** Takes every tick. */
  see({ tick, frame, observer }: SeenTick): void {
    this.#view.add(frame);
    this.#reason = observer.reasonNow(frame);
    if (observer.decision === this.#decision) return;
    this.#decision = observer.decision;
    this.#since = observer.timeOf(tick);
    this.#start ??= this.#since;
  }

  /** Takes every event. */
  addEvent(event: RunEvent): void {
    this.#view.addEvent(event);
  }

  /** Where the ramp stands after a tick. */
  standOf({ frame }: Pick<SeenTick, 'frame'>): Stand {
    const { ramp } = this.#options;
    const accept = ramp?.accept(frame) ?? Number.NaN;
    return { step: ramp?.step(frame) ?? 0, accept_percentage: Number.isNaN(accept) ? null : accept };
  }

  /** The status after a tick it saw. */
  of({ tick, frame, observer }: SeenTick, { taken, request, document }: Steered): RunningState {
    const { policy, pid, plan, ramp, facts } = this.#options;
    return {
      policy,
      pid,
      source: { kind: facts.kind, name: facts.name, url: facts.url },
      interval_seconds: plan.interval,
      tick,
      time: formatMoment(observer.timeOf(tick)),
      steps: ramp?.steps.length ?? 0,
      ...this.standOf({ frame }),
      decision: observer.decision,
      ...this.#reason,
      remaining_seconds: observer.remaining(frame) ?? null,
      keys: plan.dynamic.map((cell) => cell.key),
      types: Object.fromEntries(plan.dynamic.map(({ key, type }) => [key, type])),
      taken,
      started_at: formatMoment(this.#start ?? 0),
      next_tick_at: formatMoment(observer.timeOf(tick) + plan.interval),
      decision_since: formatMoment(this.#since),
      controls: this.#controls,
      dynamic_config: document,
      request,
      view: this.#view.view,
    };
  }
}
