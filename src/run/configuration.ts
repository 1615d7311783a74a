import type { Plan } from '../circuit/plan.ts';
import type { Ticks } from '../text/duration.ts';
import { type ConfigurationState, type DynamicDocument, describe, steer } from './dynamic-config.ts';
import type { Listeners } from './listeners.ts';
import type { Observer } from './observer.ts';
import type { Steering } from './options.ts';
import type { RunState } from './state.ts';

interface Steered {
  readonly plan: Plan;
  readonly frame: Float64Array;
  readonly observer: Observer;
  readonly listeners: Listeners;
  readonly steering: Steering | undefined;
  readonly from: RunState | undefined;
}

/** The dynamic configuration of one run: the document in force, and those that are planned. */
export class Configuration {
  readonly #run: Steered;
  #applied: number;
  #document: DynamicDocument | null;

  constructor(run: Steered) {
    const state = run.from?.configuration;
    this.#run = run;
    this.#applied = state?.planned ?? 0;
    this.#document = state?.document ?? null;
  }

  get state(): ConfigurationState {
    return { planned: this.#applied, document: this.#document };
  }

  /** Brings the first document into force, or that of the run it goes on with. */
  begin(): void {
    const { from, steering } = this.#run;
    const document = from ? this.#document : steering?.initial;
    if (document) this.#apply(document);
  }

  /** The tick from which the next planned document is in force; Infinity after the last. */
  get nextTick(): Ticks {
    return this.#run.steering?.planned?.[this.#applied]?.tick ?? Number.POSITIVE_INFINITY;
  }

  /** Applies the planned documents that are in force from a tick on, each once; gives the new `nextTick`. */
  applyPlanned(tick: Ticks): Ticks {
    const first = this.#applied;
    while (this.nextTick <= tick) this.#applied++;
    const due = this.#run.steering?.planned?.slice(first, this.#applied) ?? [];
    for (const { document } of due) this.#applyAt(tick, document);
    return this.nextTick;
  }

  /** Applies the document that has come since the last time, if any. */
  poll(tick: number): void {
    const document = this.#run.steering?.poll?.(tick);
    if (document) this.#applyAt(tick, document);
  }

  #applyAt(tick: number, document: DynamicDocument): void {
    const { frame, observer } = this.#run;
    this.#apply(document);
    observer.note({ tick, frame, kind: 'dynamic_config', reason: describe(document) });
  }

  #apply(document: DynamicDocument): void {
    const { plan, frame, listeners } = this.#run;
    this.#document = document;
    steer(plan, frame, document);
    listeners.onDocument(document);
  }
}
