import type { Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Ramp } from '../rollout/ramp.ts';
import { type DynamicDocument, describe } from '../run/dynamic-config.ts';
import type { Observer } from '../run/observer.ts';
import type { Steering } from '../run/options.ts';
import type { RunEvent } from '../run/result.ts';
import type { SourceFacts } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMinute, type Moment } from '../text/time.ts';
import { ConfigFollower } from './config-follower.ts';
import { LossWarning } from './loss-warning.ts';
import { RequestFollower } from './request-follower.ts';
import { RunStatus, type SeenTick } from './run-status.ts';
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
  /** Says something in a line. */
  readonly note: (text: string) => void;
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
  readonly #requests: RequestFollower;
  readonly #status: RunStatus;
  /** In force but for a request. */
  #document: DynamicDocument;
  #last: SeenTick | undefined;
  /** What is written between ticks, as when a request is taken, does not count: the tick that obeys it is written too. */
  #tickWrittenAt: Seconds = Number.NEGATIVE_INFINITY;
  #hasStatus = false;

  constructor(options: LiveSessionOptions) {
    const { store, policy, initial, warn } = options;
    this.#options = options;
    this.#config = new ConfigFollower(store, policy, initial);
    this.#configLoss = new LossWarning('DYNAMIC_LOST', warn);
    this.#statusLoss = new LossWarning('STATUS_LOST', warn);
    this.#requests = new RequestFollower(store, policy, options.pid);
    this.#status = new RunStatus(options);
    this.#document = this.#config.initial ?? {};
    store.removeLeftovers();
    if (this.#config.isStored) options.note(storedText(store.storedAt(policy), this.#document));
  }

  get initial(): DynamicDocument | undefined {
    return this.#config.initial;
  }

  /** What is in force from `nextTick` on, where that changed since the last call: what was stored, or asked for one tick. */
  readonly poll = (nextTick: number): DynamicDocument | undefined => {
    const config = this.#readChange();
    const stood = this.#last && this.#status.standOf(this.#last);
    if (config) {
      this.#config.apply(config, nextTick, stood);
      this.#document = config.document ?? {};
    }
    const isOther = this.#requests.poll(nextTick, stood);
    if (!config && !isOther) return undefined;
    this.#writeStatus();
    return this.#requests.over(this.#document);
  };

  readonly onTick = (tick: number, frame: Float64Array, observer: Observer): void => {
    this.#last = { tick, frame, observer };
    this.#status.see(this.#last);
    const now = this.#options.monotonic();
    if (now - this.#tickWrittenAt < STATUS_INTERVAL) return;
    this.#tickWrittenAt = now;
    this.#writeStatus();
  };

  readonly onEvent = (event: RunEvent): void => this.#status.addEvent(event);

  /** The status at this moment; undefined before the first tick. */
  get state(): RunningState | undefined {
    const { applied: taken } = this.#config;
    const { taken: request } = this.#requests;
    return this.#last && this.#status.of(this.#last, { taken, request, document: this.#document });
  }

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
    try {
      this.#options.store.writeStatus(this.state!);
      this.#hasStatus = true;
    } catch (problem) {
      if (!this.#hasStatus) throw problem;
      this.#statusLoss.report(problem);
    }
  }
}

/** What a run starts with though its command line does not say it. */
function storedText(at: Moment | undefined, document: DynamicDocument): string {
  const when = at === undefined ? '' : `, ${formatMinute(at)}`;
  return `dynamic configuration from the store${when}: ${describe(document)}`;
}
