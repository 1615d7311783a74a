import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Controller } from '../../../src/control/controller/controller.ts';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { lower, raise, take } from '../../../src/control/record/controller-writes.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { start } from '../../../src/control/record/request-writes.ts';
import { EtcdStandby } from '../../../src/control/state/etcd/etcd-standby.ts';
import { EtcdStore } from '../../../src/control/state/etcd/etcd-store.ts';
import type { GatewayOptions } from '../../../src/control/state/etcd/gateway.ts';
import { axiosExchange } from '../../../src/prometheus/http/axios-exchange.ts';
import type { Exchange, NoReply } from '../../../src/prometheus/http/exchange.ts';
import { FAST, fileTarget, toldTo } from '../../support/control/file-target.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/until.ts';

const NO_ANSWER: NoReply = { failure: 'timeout', code: 'ETIMEDOUT', why: 'no answer' };
const first = newRecord('checkout', 'plan');
const request = (id: string) => ({
  id,
  verb: 'start',
  by: 'ann@host',
  at: '2026-11-24T09:00:00Z',
  reason: '',
});

describe.skipIf(!hasEtcd())('a record in a real etcd', () => {
  let etcd: Etcd;
  let prefix = '';
  let rollouts = 0;
  const faults: string[] = [];
  beforeAll(async () => {
    etcd = await Etcd.start();
  });
  beforeEach(() => {
    prefix = `rollout/rollouts/${rollouts++}`;
    faults.length = 0;
  });
  afterAll(() => etcd?.stop());

  async function open(given: Partial<GatewayOptions> & { leaseSeconds?: number } = {}): Promise<EtcdStore> {
    const { leaseSeconds = 60, ...options } = given;
    const gateway = await etcd.gateway(options);
    return new EtcdStore({
      gateway,
      prefix,
      leaseSeconds,
      owner: 'host/1',
      onFault: (why) => faults.push(why),
    });
  }
  const found = (value: RolloutRecord | string | null) => ({ kind: 'found', value });

  test('is made once, and changed by whoever has read it last', async () => {
    const [one, two] = [await open(), await open()];
    expect(await one.read()).toEqual({ kind: 'unknown', why: 'there is no record' });
    expect([await one.create(first), await two.create(first)]).toEqual(['written', 'refused']);
    const second = raise(first, 5);
    expect([await two.write(second, 1), await one.write(lower(first, 0), 1)]).toEqual(['written', 'refused']);
    expect(await one.read()).toEqual(found(second));
    expect(await one.write(lower(second, 2), 2)).toBe('written');
    expect(await two.read()).toEqual(found(lower(second, 2)));
    expect(faults).toEqual([]);
  });

  test('has one holder at a time, and only its writes are done with a lease', async () => {
    const [one, two] = [await open(), await open()];
    await one.create(first);
    const lease = (await one.acquire())!;
    expect(await one.holder()).toEqual(found(lease.holder));
    expect(await two.acquire()).toBeUndefined();
    expect(await one.write(take(first, lease.holder, 0), 1, lease)).toBe('written');
    expect(await one.keep(lease)).toBe('kept');
    await one.release(lease);
    expect([await one.holder(), await one.keep(lease)]).toEqual([found(null), 'lost']);
    const later = (await two.acquire())!;
    expect(later.holder).not.toBe(lease.holder);
    const { value } = (await one.read()) as { value: RolloutRecord };
    expect(await one.write(raise(value, 5), 2, lease)).toBe('refused');
    expect(await two.write(raise(value, 5), 2, later)).toBe('written');
  });

  test('whose holder is silent goes to the next one', async () => {
    const [one, two] = [await open({ leaseSeconds: 1 }), await open()];
    await one.create(first);
    const lease = (await one.acquire())!;
    await until(async () => (await two.acquire()) !== undefined);
    expect(await one.keep(lease)).toBe('lost');
    expect(await one.write(raise(first, 5), 1, lease)).toBe('refused');
    expect(await two.read()).toEqual(found(first));
  });

  test('a write that lands after its time limit does nothing where the record has changed', async () => {
    const exchange = await axiosExchange({ tls: {}, proxyConfig: undefined, env: {}, agents: [] });
    let land = (): Promise<unknown> => Promise.resolve();
    const late: Exchange = async (sent) => {
      if (!sent.url.endsWith('/kv/txn')) return exchange(sent);
      land = () => exchange(sent);
      return NO_ANSWER;
    };
    const [one, two] = [await open({ exchange: late }), await open()];
    await two.create(first);
    expect(await one.write(raise(first, 50), 1)).toBe('unknown');
    expect(faults).toEqual(['no answer']);
    const killed = lower(raise(first, 5), 0);
    expect(await two.write({ ...killed, number: 2 }, 1)).toBe('written');
    await land();
    expect(await two.read()).toEqual(found({ ...killed, number: 2 }));
    expect(await one.read()).toEqual(found({ ...killed, number: 2 }));
  });

  test('a server that stands still leaves it open whether a write was done', async () => {
    const [hasty, patient] = [await open({ timeout: 0.5 }), await open()];
    await patient.create(first);
    await patient.read();
    etcd.signal('SIGSTOP');
    const written = await hasty.write(raise(first, 50), 1);
    const read = await hasty.read();
    etcd.signal('SIGCONT');
    expect([written, read.kind]).toEqual(['unknown', 'unknown']);
    const again = await patient.write(raise(first, 5), 1);
    const { value } = (await patient.read()) as { value: RolloutRecord };
    expect([again, value.target, value.number]).toEqual(
      again === 'written' ? ['written', 5, 2] : ['refused', 50, 2],
    );
  });

  test('is there, with its holder, after the server was killed', async () => {
    const store = await open();
    await store.create(first);
    const lease = (await store.acquire())!;
    await etcd.kill();
    expect([await store.keep(lease), (await store.read()).kind]).toEqual(['unknown', 'unknown']);
    await etcd.restart();
    expect([await store.read(), await store.holder()]).toEqual([found(first), found(lease.holder)]);
    expect(await store.write(raise(first, 5), 1, lease)).toBe('written');
  });

  test('is found through the member that answers', async () => {
    const store = await open({ endpoints: [`http://127.0.0.1:${await freePort()}`, etcd.url] });
    expect(await store.create(first)).toBe('written');
    expect(await store.read()).toEqual(found(first));
  });

  test('who stands by is seen by others for as long as a lease, and no longer when that was given back', async () => {
    const gateway = await etcd.gateway({});
    const [one, other] = ['host/1', 'host/2'].map(
      (owner) => new EtcdStandby({ gateway, prefix: `${prefix}/standby/`, owner }),
    );
    expect(await other!.hasOther()).toBe(false);
    await one!.note();
    await one!.note();
    expect([await one!.hasOther(), await other!.hasOther()]).toEqual([false, true]);
    await one!.remove();
    expect(await other!.hasOther()).toBe(false);
  });

  test('damaged, it is read by nobody and written over by nobody', async () => {
    const store = await open();
    await store.create(first);
    const key = Buffer.from(`${prefix}/record`).toString('base64');
    await (await etcd.gateway()).call('/v3/kv/put', { key, value: Buffer.from('{}').toString('base64') });
    const other = await open();
    expect(await other.read()).toEqual({ kind: 'unknown', why: 'it is no file of rollout' });
    expect([await store.write(raise(first, 5), 1), await other.write(raise(first, 5), 1)]).toEqual([
      'refused',
      'unknown',
    ]);
  });

  test('a controller raises a target, another one takes over, and a kill is confirmed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'rollout-etcd-target-'));
    const store = await open();
    await store.create(first);
    await writeRequest(store, start, request('1'));
    const target = fileTarget(directory);
    const controller = async (id: string) =>
      new Controller({
        ...FAST,
        id,
        store: await open(),
        actuators: [target],
        passThrough: null,
        note: () => {},
      });
    const [one, two] = [await controller('a'), await controller('b')];
    one.start();
    await until(() => one.leadership !== undefined);
    one.leadership!.ask(5);
    await until(() => toldTo(directory).percentage === 5);
    two.start();
    await one.stop();
    await until(() => two.leadership !== undefined);
    expect(two.leadership!.record).toMatchObject({ target: 5, ceiling: 5, unclean: [] });
    const options = { ...FAST, rollout: 'checkout', store: await open(), actuators: [target] };
    const { signal } = new AbortController();
    const kill = new KillSwitch({ ...options, request: request('2'), note: () => {}, signal });
    expect(await kill.run()).toBe('confirmed');
    expect(toldTo(directory).percentage).toBe(0);
    await until(() => two.leadership?.record.killed?.confirmed === 'clean'); // what it holds is then released
    await two.stop();
    expect(await store.holder()).toEqual(found(null));
    rmSync(directory, { recursive: true });
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
