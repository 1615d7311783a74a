import { reasonOf } from '../../disk/reasons.ts';
import type { HoldReason } from '../../rollout/gates/gate.ts';
import type { RulesGate } from '../../run/rules-gate.ts';
import type { Session } from '../../run/session.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatMoment } from '../../text/time.ts';
import type { Leadership } from '../controller/leadership.ts';
import { ROLLOUT_STATUS_FORMAT, type RolloutStatus, type StatusReason } from '../state/rollout-status.ts';
import type { LeaseWriter } from '../state/state.ts';
import type { AskedOf } from './asked-of.ts';
import { writeKept } from './kept-run.ts';
import type { RolloutRunOptions } from './options.ts';
import type { PictureRecorder } from './picture-recorder.ts';
import { isWait, stateOf, statusReason } from './status-of.ts';
import type { Targets } from './targets.ts';

/** The longest time in which what a controller knows is not kept. */
const KEEP_INTERVAL: Seconds = 60;

export interface RunFilesOptions extends RolloutRunOptions {
  readonly leadership: Leadership;
  readonly session: Session;
  readonly gate: RulesGate;
  readonly targets: Targets;
  readonly picture: PictureRecorder;
  readonly asked: AskedOf;
  readonly writer: LeaseWriter;
  /** Every status, also one that could not be written. */
  readonly onStatus: (status: RolloutStatus) => void;
}

/** How a status is written: by a controller that goes on, or that leaves. */
interface Leaving {
  readonly isCompleted: boolean;
  readonly hasLeft: boolean;
  /** What the policy says. */
  readonly why: string;
}

/** What a controller writes of a rollout beside its record and its journal: its status, and what the next one goes on with. */
export class RunFiles {
  /** Why something could not be written last. */
  fault: string | undefined;
  readonly #options: RunFilesOptions;
  readonly #since: string;
  #statusAt: Seconds = Number.NEGATIVE_INFINITY;
  #keptAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(options: RunFilesOptions) {
    this.#options = options;
    this.#since = formatMoment(options.clock.now());
  }

  /** After a tick, and at once where something changed; `why` is what the policy says. */
  write(isChange: boolean, why: string): void {
    const { session, leadership, picture } = this.#options;
    const { tick, frame, observer } = session;
    picture.see({ tick: tick - 1, frame, observer, percentage: leadership.percentage });
    const now = this.#options.clock.monotonic();
    if (isChange || now - this.#keptAt >= KEEP_INTERVAL) void this.#keep(now);
    if (isChange || now - this.#statusAt >= this.#options.storage.pace.status)
      void this.#status(now, { isCompleted: false, hasLeft: false, why });
  }

  /** The last ones of this controller. */
  async writeLast(isCompleted: boolean): Promise<void> {
    const { clock, session, words } = this.#options;
    const now = clock.monotonic();
    const why = words.now(session.observer.reasonNow(session.frame));
    await Promise.all([this.#keep(now), this.#status(now, { isCompleted, hasLeft: true, why })]);
  }

  #keep(now: Seconds): Promise<void> {
    this.#keptAt = now;
    const { writer, frozen, leadership, gate, session, asked } = this.#options;
    const { record } = leadership;
    return this.#try(() =>
      writeKept(writer, {
        plan: frozen.plan,
        attempt: record.attempt,
        obeyed: asked.obeyedIn(record),
        gate: gate.state,
        run: session.state(),
      }),
    );
  }

  #status(now: Seconds, leaving: Leaving): Promise<void> {
    this.#statusAt = now;
    const status = this.#statusOf(now, leaving);
    const written = this.#try(() => this.#options.writer.writeStatus(status));
    this.#options.onStatus(status);
    return written;
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.fault = undefined;
    } catch (problem) {
      this.fault = reasonOf(problem);
    }
  }

  #statusOf(monotonic: Seconds, { isCompleted, hasLeft, why }: Leaving): RolloutStatus {
    const { frozen, plan, ramp, clock, pid, leadership, session, gate, targets } = this.#options;
    const { frame, observer, tick } = session;
    const { record } = leadership;
    const actuators = targets.status(leadership, monotonic);
    const reasons = reasonsOf(gate.reasons, why);
    const view = { record, rules: frozen.rules, gate: gate.state, reasons: gate.reasons, isCompleted };
    return {
      format: ROLLOUT_STATUS_FORMAT,
      rollout: frozen.rollout,
      state: stateOf({ ...view, targets: actuators, atEnd: ramp.atEnd(frame), now: clock.now() }),
      percentage: leadership.percentage,
      step: ramp.step(frame),
      steps: ramp.steps.length,
      decision: observer.decision,
      remaining_seconds: observer.remaining(frame) ?? null,
      reasons,
      waiting_for: reasons.filter(isWait),
      blind: plan.queries.flatMap(({ resultSlot, measure, signal }) =>
        Number.isNaN(frame[resultSlot]!) ? [measure?.title ?? signal] : [],
      ),
      actuators,
      controller: hasLeft || record.holder === null ? null : { id: record.holder, since: this.#since },
      changed_on_disk: this.#options.changedOnDisk(),
      tick,
      interval_seconds: plan.interval,
      pid,
      updated_at: formatMoment(clock.now()),
      picture: this.#options.picture.picture,
    };
  }
}

/** The gates, or where none holds it what the policy says. */
const reasonsOf = (holds: readonly HoldReason[], why: string): StatusReason[] =>
  holds.length > 0 ? holds.map(statusReason) : [{ kind: 'policy', text: why, until: null }];
