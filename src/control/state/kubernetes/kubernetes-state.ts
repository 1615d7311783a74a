import { fail } from '../../../errors/rollout-error.ts';
import type { Clock } from '../../../prometheus/clock.ts';
import { systemClock } from '../../../prometheus/system-clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { Surroundings } from '../../kubernetes/kubeconfig.ts';
import { copiesDirectory, FrozenCopy } from '../frozen-copy.ts';
import { isRolloutName } from '../rollout-directory.ts';
import type { RolloutStorage, State } from '../state.ts';
import type { KubernetesAddress } from './address.ts';
import { type Connected, connectKubernetes } from './connect.ts';
import { KubernetesClaims } from './kubernetes-claims.ts';
import { KubernetesStorage } from './kubernetes-storage.ts';
import { namesOf, TARGETS } from './names.ts';
import type { KubeObject } from './object.ts';
import { type Answer, answered, CONFLICT, type Objects, ROLLOUT_LABEL } from './objects.ts';
import { RECORD_LABEL } from './record-object.ts';

/** A kill waits no longer for the API server where it knows its targets without it. */
const HASTY: Seconds = 0.5;

/** Rollouts in a namespace. Throws what the client throws. */
export async function openKubernetesState(
  address: KubernetesAddress,
  surroundings: Surroundings,
): Promise<State> {
  const connected = connectKubernetes(address, surroundings);
  const copies = copiesDirectory(surroundings.env);
  return new KubernetesState({ place: address.place, connected, copies, clock: systemClock });
}

interface KubernetesStateOptions {
  readonly place: string;
  readonly connected: Connected;
  readonly copies: string | undefined;
  readonly clock: Clock;
}

class KubernetesState implements State {
  readonly place: string;
  readonly close: () => void;
  readonly #options: KubernetesStateOptions;
  readonly #objects: Objects;
  readonly #claims: KubernetesClaims;
  #isAway = false;

  constructor(options: KubernetesStateOptions) {
    const { objects, close } = options.connected;
    this.#options = options;
    this.place = options.place;
    this.close = close;
    this.#objects = objects;
    this.#claims = new KubernetesClaims(objects);
  }

  async names(): Promise<readonly string[]> {
    const records = await answered(this.#objects.list(`${RECORD_LABEL}=true`));
    const names = records.map(({ metadata }) => metadata.labels?.[ROLLOUT_LABEL] ?? '');
    return names.filter(isRolloutName).sort();
  }

  /** Where the server does not answer, what this machine has a copy of. Throws ROLLOUT_STATE where it has none. */
  async has(name: string): Promise<boolean> {
    const hasCopy = this.#copyOf(name)?.read() !== undefined;
    const timeout = hasCopy ? HASTY : undefined;
    const answer = await this.#find(name, timeout);
    this.#isAway = answer.kind === 'none';
    if (answer.kind === 'answer') return answer.value !== undefined;
    if (hasCopy) return true;
    const fix = 'this machine has no copy of its targets: switch it off there, or where its controller runs';
    throw fail('ROLLOUT_STATE', { directory: this.place, why: answer.why, fix });
  }

  rollout(name: string): RolloutStorage {
    const { place, clock, connected } = this.#options;
    const { standby } = connected;
    const copy = this.#copyOf(name);
    const isAway = () => this.#isAway;
    return new KubernetesStorage({ name, objects: this.#objects, place, standby, clock, copy, isAway });
  }

  async fault(): Promise<string | undefined> {
    const tried = await this.#objects.create('configmaps', { name: TARGETS }, true);
    return tried.kind === 'answer' || tried.status === CONFLICT ? undefined : tried.why;
  }

  async prepare(): Promise<void> {
    try {
      await this.#claims.prepare();
    } catch (problem) {
      const why = (problem as Error).message;
      throw fail('ROLLOUT_STATE', { directory: this.place, why, fix: 'nothing was told' }, {}, problem);
    }
  }

  ownerOf(target: string): Promise<string | undefined> {
    return this.#claims.ownerOf(target);
  }

  claimTargets(rollout: string, targets: readonly string[]) {
    return this.#claims.claim(rollout, targets);
  }

  releaseTargets(rollout: string, targets: readonly string[]) {
    return this.#claims.release(rollout, targets);
  }

  /** Its record, or where that is gone what was frozen of it. */
  async #find(name: string, timeout: Seconds | undefined): Promise<Answer<KubeObject | undefined>> {
    const { record, frozen } = namesOf(name);
    const found = await this.#objects.get('configmaps', record, timeout);
    if (found.kind === 'none' || found.value) return found;
    return this.#objects.get('configmaps', frozen, timeout);
  }

  #copyOf(name: string): FrozenCopy | undefined {
    const { copies, connected } = this.#options;
    if (copies === undefined) return undefined;
    return new FrozenCopy(copies, { kind: 'kubernetes', place: connected.cluster }, name);
  }
}
