import type { Plan } from '../circuit/plan.ts';
import { type DynamicDocument, type PlannedDocument, steer } from './dynamic-config.ts';

/** How far a run is in its dynamic configuration, as one value. */
export interface ConfigurationState {
  /** So many of the planned documents were applied. */
  readonly planned: number;
  /** The document in force; null where there never was one. */
  readonly document: DynamicDocument | null;
}

/** The dynamic configuration of one run: the document in force, and those that are planned. */
export class Configuration {
  /** The tick from which the next planned document is in force; Infinity after the last. */
  nextTick: number;
  readonly #plan: Plan;
  readonly #planned: readonly PlannedDocument[];
  #applied: number;
  #document: DynamicDocument | null;

  constructor(plan: Plan, planned: readonly PlannedDocument[] = [], from?: ConfigurationState) {
    this.#plan = plan;
    this.#planned = planned;
    this.#applied = from?.planned ?? 0;
    this.#document = from?.document ?? null;
    this.nextTick = this.#nextTick();
  }

  /** The planned documents that are in force from a tick on, each once. */
  takePlanned(tick: number): readonly DynamicDocument[] {
    const first = this.#applied;
    while (this.#nextTick() <= tick) this.#applied++;
    this.nextTick = this.#nextTick();
    return this.#planned.slice(first, this.#applied).map(({ document }) => document);
  }

  /** Brings a document into force. */
  apply(document: DynamicDocument, frame: Float64Array): void {
    this.#document = document;
    steer(this.#plan, frame, document);
  }

  get state(): ConfigurationState {
    return { planned: this.#applied, document: this.#document };
  }

  #nextTick(): number {
    return this.#planned[this.#applied]?.tick ?? Number.POSITIVE_INFINITY;
  }
}
