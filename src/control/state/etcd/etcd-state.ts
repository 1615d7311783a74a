import { fail } from '../../../errors/rollout-error.ts';
import type { Seconds } from '../../../text/duration.ts';
import { copiesDirectory, FrozenCopy } from '../frozen-copy.ts';
import { isRolloutName } from '../rollout-directory.ts';
import type { RolloutStorage, State } from '../state.ts';
import type { EtcdAddress } from './address.ts';
import { connectEtcd, type Surroundings } from './connect.ts';
import { EtcdClaims } from './etcd-claims.ts';
import { EtcdStorage } from './etcd-storage.ts';
import type { EtcdGateway } from './gateway.ts';
import { ABSENT, answered, putIf, readBelow, readKey } from './keys.ts';

/** A kill waits no longer for etcd where it knows its targets without it. */
const HASTY: Seconds = 0.5;
/** Says whose keys these are. */
const MARK = 'the state of rollout, format 1';

/** Rollouts in the keys of an etcd below a prefix. Throws ROLLOUT_STATE, and what a client configuration throws. */
export async function openEtcdState(address: EtcdAddress, surroundings: Surroundings): Promise<State> {
  const { gateway, close } = await connectEtcd(address, surroundings);
  return new EtcdState({ address, gateway, close, copies: copiesDirectory(surroundings.env) });
}

interface EtcdStateOptions {
  readonly address: EtcdAddress;
  readonly gateway: EtcdGateway;
  readonly close: () => void;
  readonly copies: string | undefined;
}

class EtcdState implements State {
  readonly place: string;
  readonly close: () => void;
  readonly #options: EtcdStateOptions;
  readonly #claims: EtcdClaims;
  #isAway = false;

  constructor(options: EtcdStateOptions) {
    const { address, gateway, close } = options;
    this.#options = options;
    this.place = address.place;
    this.close = close;
    this.#claims = new EtcdClaims(gateway, address.prefix);
  }

  async names(): Promise<readonly string[]> {
    const prefix = this.#below('rollouts');
    const keys = await answered(readBelow(this.#options.gateway, { prefix, keysOnly: true }));
    const names = keys.map(({ key }) => key.slice(prefix.length).split('/', 1)[0]!);
    return [...new Set(names)].filter(isRolloutName).sort();
  }

  /** Where etcd does not answer, what this machine has a copy of. Throws ROLLOUT_STATE where it has none. */
  async has(name: string): Promise<boolean> {
    const prefix = `${this.#below('rollouts')}${name}/`;
    const hasCopy = this.#copyOf(name)?.read() !== undefined;
    const timeout = hasCopy ? HASTY : undefined;
    const answer = await readBelow(this.#options.gateway, { prefix, keysOnly: true, limit: 1, timeout });
    this.#isAway = answer.kind === 'none';
    if (answer.kind === 'answer') return answer.value.length > 0;
    if (hasCopy) return true;
    const fix = 'this machine has no copy of its targets: switch it off there, or where its controller runs';
    throw fail('ROLLOUT_STATE', { directory: this.place, why: answer.why, fix });
  }

  rollout(name: string): RolloutStorage {
    return new EtcdStorage({
      name,
      gateway: this.#options.gateway,
      place: this.place,
      prefix: `${this.#below('rollouts')}${name}`,
      journal: `${this.#below('journals')}${name}`,
      copy: this.#copyOf(name),
      isAway: () => this.#isAway,
    });
  }

  async fault(): Promise<string | undefined> {
    try {
      await this.#isMarked();
      return undefined;
    } catch (problem) {
      return (problem as Error).message;
    }
  }

  async prepare(): Promise<void> {
    try {
      if (!(await this.#isMarked())) await this.#mark();
    } catch (problem) {
      const why = (problem as Error).message;
      throw fail('ROLLOUT_STATE', { directory: this.place, why }, {}, problem);
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

  /** Whether the prefix is one of rollout's; false where there is nothing yet. Throws where somebody else has keys there. */
  async #isMarked(): Promise<boolean> {
    const { gateway } = this.#options;
    const found = await answered(readKey(gateway, this.#markKey));
    if (found?.text === MARK) return true;
    if (found) throw new Error(`${this.#markKey} holds something else`);
    const [other] = await answered(readBelow(gateway, { prefix: this.#below(''), keysOnly: true, limit: 1 }));
    if (other) throw new Error(`its keys are those of something else, such as ${other.key}`);
    return false;
  }

  async #mark(): Promise<void> {
    const key = this.#markKey;
    const put = { key, text: MARK };
    await answered(putIf(this.#options.gateway, put, [{ key, of: 'created', revision: ABSENT }]));
  }

  get #markKey(): string {
    return `${this.#options.address.prefix}/format`;
  }

  #copyOf(name: string): FrozenCopy | undefined {
    const { copies } = this.#options;
    if (copies === undefined) return undefined;
    return new FrozenCopy(copies, { kind: 'etcd', place: this.place }, name);
  }

  #below(what: string): string {
    const { prefix } = this.#options.address;
    return what === '' ? `${prefix}/` : `${prefix}/${what}/`;
  }
}
