import { type Claim, claimIn, claimKey, type Taken } from '../claims.ts';
import { seal } from '../sealed.ts';
import type { EtcdGateway } from './gateway.ts';
import { ABSENT, answered, type Condition, changeIf, type Put, readKey } from './keys.ts';

/** Others may claim at the same time. */
const MAX_TRIES = 20;

/** The targets of the rollouts of a prefix. What throws throws what the server says. */
export class EtcdClaims {
  readonly #gateway: EtcdGateway;
  readonly #prefix: string;

  constructor(gateway: EtcdGateway, prefix: string) {
    this.#gateway = gateway;
    this.#prefix = prefix;
  }

  /** Each or none; undefined where all belong to the rollout now. */
  async claim(rollout: string, targets: readonly string[]): Promise<Taken | undefined> {
    for (let left = MAX_TRIES; left > 0; left--) {
      const found = await this.#find(targets);
      const taken = found.find(({ owner }) => owner !== undefined && owner !== rollout);
      if (taken) return { target: taken.target, rollout: taken.owner! };
      const free = found.filter(({ owner }) => owner === undefined);
      const puts = free.map(({ key, target }): Put => ({ key, text: seal({ target, rollout }) }));
      const conditions = found.map(({ condition }) => condition);
      const isDone =
        puts.length === 0 || (await answered(changeIf(this.#gateway, { puts }, conditions))) !== undefined;
      if (isDone) return undefined;
    }
    throw new Error('others claim its targets all the time');
  }

  /** The rollout that a target belongs to. */
  async ownerOf(target: string): Promise<string | undefined> {
    return (await this.#findOne(target)).owner;
  }

  async release(rollout: string, targets: readonly string[]): Promise<void> {
    const own = (await this.#find(targets)).filter(({ owner }) => owner === rollout);
    const removals = own.map(({ key, condition }) =>
      answered(changeIf(this.#gateway, { removed: [key] }, [condition])),
    );
    await Promise.all(removals);
  }

  #find(targets: readonly string[]): Promise<Found[]> {
    return Promise.all(targets.map((target) => this.#findOne(target)));
  }

  async #findOne(target: string): Promise<Found> {
    const key = `${this.#prefix}/targets/${claimKey(target)}`;
    const found = await answered(readKey(this.#gateway, key));
    const condition: Condition = { key, of: 'modified', revision: found?.modified ?? ABSENT };
    return { key, target, owner: found && claimIn(found.text)?.rollout, condition };
  }
}

interface Found extends Pick<Claim, 'target'> {
  readonly key: string;
  /** Undefined where nobody has it, or its claim is damaged. */
  readonly owner: string | undefined;
  readonly condition: Condition;
}
