import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { EtcdStandby } from '../../../src/control/state/etcd/etcd-standby.ts';
import { EtcdStore } from '../../../src/control/state/etcd/etcd-store.ts';
import type { GatewayOptions } from '../../../src/control/state/etcd/gateway.ts';
import { axiosExchange } from '../../../src/prometheus/http/axios-exchange.ts';
import type { Exchange, NoReply } from '../../../src/prometheus/http/exchange.ts';
import { type DamageWorld, testDamage } from '../../support/control/damage-suite.ts';
import { type OpenStore, type StoreWorld, testStore } from '../../support/control/store-suite.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import { freePort } from '../../support/free-port.ts';

const NO_ANSWER: NoReply = { failure: 'timeout', code: 'ETIMEDOUT', why: 'no answer' };
const first = newRecord('checkout', 'plan');
const prefixOf = (rollout: number) => `rollout/rollouts/${rollout}`;

/** Records in an etcd. */
class EtcdWorld implements StoreWorld, DamageWorld {
  /** A request takes 1.5 MiB. */
  readonly tooLarge = 1_400_000;
  readonly #etcd: Etcd;

  constructor(etcd: Etcd) {
    this.#etcd = etcd;
  }

  async open(rollout: number, options: OpenStore & Partial<GatewayOptions> = {}): Promise<EtcdStore> {
    const { leaseSeconds = 60, onFault = () => {}, onWrite, ...given } = options;
    const exchange = onWrite ? { exchange: await lateExchange(onWrite) } : {};
    const gateway = await this.#etcd.gateway({ ...given, ...exchange });
    return new EtcdStore({ gateway, prefix: prefixOf(rollout), leaseSeconds, owner: 'host/1', onFault });
  }

  async standby(rollout: number, owner: string): Promise<EtcdStandby> {
    const gateway = await this.#etcd.gateway();
    return new EtcdStandby({ gateway, prefix: `${prefixOf(rollout)}/standby/`, owner });
  }

  async begin(rollout: number, record: RolloutRecord): Promise<void> {
    expect(await (await this.open(rollout)).create(record)).toBe('written');
  }

  async put(rollout: number, text: string | undefined): Promise<void> {
    const key = btoa(`${prefixOf(rollout)}/record`);
    const gateway = await this.#etcd.gateway();
    const done = await (text === undefined
      ? gateway.call('/v3/kv/deleterange', { key })
      : gateway.call('/v3/kv/put', { key, value: btoa(text) }));
    expect(done.kind).toBe('answer');
  }

  pause(): Promise<void> {
    return this.#etcd.pause();
  }

  signal(name: NodeJS.Signals): void {
    this.#etcd.signal(name);
  }

  kill(): Promise<void> {
    return this.#etcd.kill();
  }

  restart(): Promise<void> {
    return this.#etcd.restart();
  }
}

async function lateExchange(onWrite: (land: () => Promise<unknown>) => void): Promise<Exchange> {
  const exchange = await axiosExchange({ tls: {}, proxyConfig: undefined, env: {}, agents: [] });
  return async (sent) => {
    if (!sent.url.endsWith('/kv/txn')) return exchange(sent);
    onWrite(() => exchange(sent));
    return NO_ANSWER;
  };
}

describe.skipIf(!hasEtcd())('a record in a real etcd', () => {
  let etcd: Etcd;
  beforeAll(async () => {
    etcd = await Etcd.start();
  });
  afterAll(() => etcd?.stop());
  testStore(() => new EtcdWorld(etcd));
  describe('that is damaged', () => testDamage(() => new EtcdWorld(etcd)));

  test('is found through the member that answers', async () => {
    const endpoints = [`http://127.0.0.1:${await freePort()}`, etcd.url];
    const store = await new EtcdWorld(etcd).open(0, { endpoints });
    expect(await store.create(first)).toBe('written');
    expect(await store.read()).toEqual({ kind: 'found', value: first });
  });
});

describe.skipIf(!hasEtcd())('an etcd that refuses', () => {
  test.each([['a full one', { options: ['--quota-backend-bytes', '1'] }, /database space exceeded/]])(
    '%s: %o',
    async (_, { options }, why) => {
      const etcd = await Etcd.start(...options);
      const faults: string[] = [];
      const onFault = (fault: string) => void faults.push(fault);
      const store = new EtcdStore({
        gateway: await etcd.gateway(),
        prefix: 'a',
        leaseSeconds: 60,
        owner: 'host/1',
        onFault,
      });
      const written = await store.create(first);
      await etcd.stop();
      expect(written).toBe('unknown');
      expect(faults.join()).toMatch(why);
    },
  );

  test('one with passwords: without one, with a wrong one, and with the right one', async () => {
    const etcd = await Etcd.start();
    const admin = await etcd.gateway();
    for (const [path, body] of [
      ['/v3/auth/user/add', { name: 'root', password: 'secret' }],
      ['/v3/auth/user/grant', { user: 'root', role: 'root' }],
      ['/v3/auth/enable', {}],
    ] as const)
      await admin.call(path, body);
    const readAs = async (options: Partial<GatewayOptions>) => {
      const gateway = await etcd.gateway(options);
      const store = new EtcdStore({
        gateway,
        prefix: 'a',
        leaseSeconds: 60,
        owner: 'host/1',
        onFault: () => {},
      });
      const read = await store.read();
      return read.kind === 'unknown' ? read.why : read.kind;
    };
    const reads = [
      await readAs({}),
      await readAs({ user: async () => ({ name: 'root', password: 'wrong' }) }),
      await readAs({ user: async () => ({ name: 'root', password: 'secret' }) }),
    ];
    await etcd.stop();
    expect(reads[0]).toMatch(/user name is empty/);
    expect(reads[1]).toMatch(/authentication failed/);
    expect(reads[2]).toBe('there is no record');
  });
});
