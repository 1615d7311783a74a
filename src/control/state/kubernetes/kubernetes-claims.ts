import { claimIn, claimKey, type Taken } from '../claims.ts';
import { seal } from '../sealed.ts';
import { TARGETS } from './names.ts';
import type { Change, KubeObject } from './object.ts';
import { answered, CONFLICT, type Objects } from './objects.ts';

/** Others may claim at the same time. */
const MAX_TRIES = 20;

/** The targets of the rollouts of a namespace, in one ConfigMap. What throws throws what the server says. */
export class KubernetesClaims {
  readonly #objects: Objects;

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /** Makes it where there is none. */
  async prepare(): Promise<void> {
    if (await this.#read()) return;
    const made = await this.#objects.create('configmaps', { name: TARGETS });
    if (made.kind === 'none' && made.status !== CONFLICT) throw new Error(made.why);
  }

  /** Each or none; undefined where all belong to the rollout now. */
  async claim(rollout: string, targets: readonly string[]): Promise<Taken | undefined> {
    return this.#change((map) => {
      const owners = targets.map((target) => ({ target, rollout: ownerIn(map, target) }));
      const taken = owners.find((one) => one.rollout !== undefined && one.rollout !== rollout);
      if (taken) return { taken: taken as Taken };
      const free = owners.filter((one) => one.rollout === undefined);
      return {
        data: Object.fromEntries(free.map(({ target }) => [claimKey(target), seal({ target, rollout })])),
      };
    });
  }

  /** The rollout that a target belongs to. */
  async ownerOf(target: string): Promise<string | undefined> {
    return ownerIn(await this.#read(), target);
  }

  async release(rollout: string, targets: readonly string[]): Promise<void> {
    await this.#change((map) => {
      const own = targets.filter((target) => ownerIn(map, target) === rollout);
      return { data: Object.fromEntries(own.map((target) => [claimKey(target), null])) };
    });
  }

  async #change(changeOf: (map: KubeObject | undefined) => Claiming): Promise<Taken | undefined> {
    for (let left = MAX_TRIES; left > 0; left--) {
      const map = await this.#read();
      const { taken, data = {} } = changeOf(map);
      if (taken || Object.keys(data).length === 0) return taken;
      if (!map) throw new Error(`there is no ConfigMap ${TARGETS}`);
      const version = map.metadata.resourceVersion;
      const changed = await this.#objects.patch('configmaps', TARGETS, { version, data });
      if (changed.kind === 'answer') return undefined;
      if (changed.status !== CONFLICT) throw new Error(changed.why);
    }
    throw new Error('others claim its targets all the time');
  }

  #read(): Promise<KubeObject | undefined> {
    return answered(this.#objects.get('configmaps', TARGETS));
  }
}

interface Claiming extends Pick<Change, 'data'> {
  readonly taken?: Taken;
}

/** Undefined where nobody has it, or its claim is damaged. */
const ownerIn = (map: KubeObject | undefined, target: string): string | undefined =>
  claimIn(map?.data?.[claimKey(target)] ?? '')?.rollout;
