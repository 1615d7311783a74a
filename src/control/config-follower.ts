import type { DynamicDocument } from '../run/dynamic-config.ts';
import type { AppliedRevision, Stand } from './running-state.ts';
import type { Store, StoredConfig } from './store.ts';

/** Follows the stored dynamic configuration of one policy, and notes which revision a run applied last. */
export class ConfigFollower {
  /** In force from the first tick: what the command line gave, else what is stored. */
  readonly initial: DynamicDocument | undefined;
  /** Whether that is what is stored. */
  readonly isStored: boolean;
  readonly #store: Store;
  readonly #policy: string;
  #stamp: string;
  #applied: AppliedRevision | null = null;

  /** Throws STATE_UNREADABLE. */
  constructor(store: Store, policy: string, given: DynamicDocument | undefined) {
    const stored = store.latest(policy);
    this.#store = store;
    this.#policy = policy;
    this.#stamp = store.stamp(policy);
    this.initial = given ?? stored?.document ?? undefined;
    this.isStored = !given && this.initial !== undefined;
    if (stored && !given) this.apply(stored, 0);
  }

  get applied(): AppliedRevision | null {
    return this.#applied;
  }

  /** Whether the configuration was stored anew since it was read last. Throws STATE_UNREADABLE. */
  hasChanged(): boolean {
    return this.#store.stamp(this.#policy) !== this.#stamp;
  }

  /** What is stored, where that is not the revision applied last. Throws STATE_UNREADABLE. */
  read(): StoredConfig | undefined {
    this.#stamp = this.#store.stamp(this.#policy);
    const latest = this.#store.latest(this.#policy);
    return latest?.revision === this.#applied?.revision ? undefined : latest;
  }

  /** Notes that this revision is in force from `tick` on, and where the run stood before. */
  apply({ revision }: StoredConfig, tick: number, stood?: Stand): void {
    this.#applied = { revision, tick, stood };
  }
}
