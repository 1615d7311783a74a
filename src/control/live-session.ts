import type { Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Ramp } from '../rollout/ramp.ts';
import type { DynamicDocument } from '../run/dynamic-config.ts';
import type { Observer } from '../run/observer.ts';
import type { Steering } from '../run/options.ts';
import type { SourceFacts } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMoment } from '../text/time.ts';
import { ConfigFollower } from './config-follower.ts';
import { LossWarning } from './loss-warning.ts';
import { type RunningState, STATUS_INTERVAL } from './running-state.ts';
import type { Store, StoredConfig } from './store.ts';

export interface LiveSessionOptions {
  readonly store: Store;
  readonly policy: string;
  readonly plan: Plan;
  readonly ramp: Ramp | undefined;
  readonly facts: SourceFacts;
  /** Dynamic configuration that goes before what is stored. */
  readonly initial: DynamicDocument | undefined;
  readonly pid: number;
  /** By a clock that nobody sets. */
  readonly monotonic: () => Seconds;
  readonly warn: (warning: Diagnostic) => void;
}

interface Tick {
  readonly tick: number;
  /** The frame of the run: it shows the present, also later. */
  readonly frame: Float64Array;
  readonly observer: Observer;
}

/**
 * A live run in the state directory: it applies what `dynamic-config apply` stores, and writes its status. It removes what
 * runs left there that ended without doing so.
 * Throws STATE_UNREADABLE, and STATE_UNWRITABLE at the first status; what is lost later is a warning, once,
 * and the run goes on.
 */
export class LiveSession implements Steering {
  readonly #options: LiveSessionOptions;
  readonly #config: ConfigFollower;
  readonly #configLoss: LossWarning;
  readonly #statusLoss: LossWarning;
  #last: Tick | undefined;
  #writtenAt: Seconds = Number.NEGATIVE_INFINITY;
  #hasStatus = false;

  constructor(options: LiveSessionOptions) {
    const { store, policy, initial, warn } = options;
    this.#options = options;
    this.#config = new ConfigFollower(store, policy, initial);
    this.#configLoss = new LossWarning('DYNAMIC_LOST', warn);
    this.#statusLoss = new LossWarning('STATUS_LOST', warn);
    store.removeLeftovers();
  }

  get initial(): DynamicDocument | undefined {
    return this.#config.initial;
  }

  /** A document stored since the last call, in force from `nextTick` on; empty after a deletion. */
  readonly poll = (nextTick: number): DynamicDocument | undefined => {
    const config = this.#readChange();
    if (!config) return undefined;
    this.#config.apply(config, nextTick);
    this.#writeStatus();
    return config.document ?? {};
  };

  readonly onTick = (tick: number, frame: Float64Array, observer: Observer): void => {
    this.#last = { tick, frame, observer };
    if (this.#options.monotonic() - this.#writtenAt >= STATUS_INTERVAL) this.#writeStatus();
  };

  /** The run is over: its status goes. */
  end(): void {
    this.#options.store.removeStatus(this.#options.policy, this.#options.pid);
  }

  #readChange(): StoredConfig | undefined {
    try {
      if (!this.#config.hasChanged()) return undefined;
      const config = this.#config.read();
      this.#configLoss.reset();
      return config;
    } catch (problem) {
      this.#configLoss.report(problem);
      return undefined;
    }
  }

  /** Before the first tick there is no status. */
  #writeStatus(): void {
    if (!this.#last) return;
    this.#writtenAt = this.#options.monotonic();
    try {
      this.#options.store.writeStatus(this.#status(this.#last));
      this.#hasStatus = true;
    } catch (problem) {
      if (!this.#hasStatus) throw problem;
      this.#statusLoss.report(problem);
    }
  }

  #status({ tick, frame, observer }: Tick): RunningState {
    const { policy, pid, plan, ramp, facts } = this.#options;
    const accept = ramp?.accept(frame) ?? Number.NaN;
    return {
      policy,
      pid,
      source: { kind: facts.kind, name: facts.name, url: facts.url },
      interval_seconds: plan.interval,
      tick,
      time: formatMoment(observer.timeOf(tick)),
      step: ramp?.step(frame) ?? 0,
      steps: ramp?.steps.length ?? 0,
      accept_percentage: Number.isNaN(accept) ? null : accept,
      decision: observer.decision,
      ...observer.reasonNow(frame),
      remaining_seconds: observer.remaining(frame) ?? null,
      keys: plan.dynamic.map((cell) => cell.key),
      types: Object.fromEntries(plan.dynamic.map(({ key, type }) => [key, type])),
      taken: this.#config.applied,
    };
  }
}
