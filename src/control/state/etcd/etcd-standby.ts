import type { Seconds } from '../../../text/duration.ts';
import type { EtcdGateway } from './gateway.ts';
import { answered, putIf, readBelow } from './keys.ts';

const LEASE_SECONDS: Seconds = 15;

export interface StandbyOptions {
  readonly gateway: EtcdGateway;
  /** What the keys of those who stand by begin with. */
  readonly prefix: string;
  /** What this process is called. */
  readonly owner: string;
}

/** Who stands by, in keys that end with a lease of etcd. Throws what etcd says. */
export class EtcdStandby {
  readonly #options: StandbyOptions;
  #lease: string | undefined;

  constructor(options: StandbyOptions) {
    this.#options = options;
  }

  /** Notes it for as long as a lease, or for as long once more. */
  async note(): Promise<void> {
    if (this.#lease !== undefined && (await this.#isKept(this.#lease))) return;
    const { gateway } = this.#options;
    const { ID } = await answered(
      gateway.call<{ readonly ID: string }>('/v3/lease/grant', { TTL: String(LEASE_SECONDS) }),
    );
    this.#lease = ID;
    await answered(putIf(gateway, { key: this.#key, text: '', lease: ID }, []));
  }

  async remove(): Promise<void> {
    const ID = this.#lease;
    this.#lease = undefined;
    if (ID !== undefined) await answered(this.#options.gateway.call('/v3/lease/revoke', { ID }));
  }

  async hasOther(): Promise<boolean> {
    const { gateway, prefix } = this.#options;
    const keys = await answered(readBelow(gateway, { prefix, keysOnly: true }));
    return keys.some(({ key }) => key !== this.#key);
  }

  get #key(): string {
    return `${this.#options.prefix}${this.#options.owner}`;
  }

  async #isKept(ID: string): Promise<boolean> {
    const kept = await answered(
      this.#options.gateway.call<{ readonly result?: { readonly TTL?: string } }>('/v3/lease/keepalive', {
        ID,
      }),
    );
    return kept.result?.TTL !== undefined;
  }
}
