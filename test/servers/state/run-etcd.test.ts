import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newRecord } from '../../../src/control/record/record.ts';
import { readEtcdAddress } from '../../../src/control/state/etcd/address.ts';
import { openEtcdState } from '../../../src/control/state/etcd/etcd-state.ts';
import { seal } from '../../../src/control/state/sealed.ts';
import type { State } from '../../../src/control/state/state.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import { testRuns } from '../../support/control/run-suite.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { RunningRollout } from '../../support/running-rollout.ts';
import { Sandbox } from '../../support/script.ts';
import { NAME, writeRollout } from '../../support/told-rollout.ts';

const MIB = 1024 * 1024;

describe.skipIf(!hasEtcd())('a rollout whose state is in etcd', () => {
  let etcd: Etcd;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  let address: string;
  let state: State;
  let tests = 0;
  const nextAddress = () => `${etcd.url.replace('http', 'etcd')}/tests/${tests++}`;
  beforeAll(async () => {
    etcd = await Etcd.start();
    prometheus = await constantPrometheus();
  });
  afterAll(async () => {
    await etcd?.stop();
    await prometheus?.close();
  });
  beforeEach(async () => {
    sandbox = new Sandbox();
    address = nextAddress();
    state = await openAt(address, sandbox);
  });
  afterEach(() => {
    state.close();
    sandbox.close();
  });

  const put = async (what: string, value: string) => {
    const key = `${address.split('/').slice(3).join('/')}/${what}`;
    const body = { key: Buffer.from(key).toString('base64'), value: Buffer.from(value).toString('base64') };
    expect((await (await etcd.gateway()).call('/v3/kv/put', body)).kind).toBe('answer');
  };

  test.each<[what: string, words: string, before: () => Promise<unknown>, fault: string]>([
    ['no etcd there', 'run rollout.yaml --state etcd://127.0.0.1:1/a', async () => {}, 'ROLLOUT_STATE'],
    ['no address', 'run rollout.yaml --state etcd://127.0.0.1', async () => {}, 'USAGE_VALUE'],
    [
      'a client configuration that is not there',
      "run rollout.yaml --state 'ADDRESS?http_config_file=none.yaml'",
      async () => {},
      'none.yaml: no such file',
    ],
    [
      'keys of something else',
      'run rollout.yaml --state ADDRESS',
      () => put('registry/pods', 'x'),
      'its keys are those of something else, such as tests/',
    ],
    [
      'a record that is damaged',
      'run rollout.yaml --state ADDRESS',
      async () => {
        await state.prepare();
        await put(`rollouts/${NAME}/record`, '{}');
      },
      'its record: it is no file of rollout',
    ],
    [
      'a record of a newer release',
      'run rollout.yaml --state ADDRESS',
      async () => {
        await state.prepare();
        await put(`rollouts/${NAME}/record`, seal({ ...newRecord(NAME, 'plan'), format: 99 }));
      },
      'its record: ',
    ],
  ])('%s', async (_, words, before, fault) => {
    writeRollout(sandbox, { last: '1m', url: prometheus.url });
    await before();
    const ended = await sandbox.run(`rollout ${words.replace('ADDRESS', address)}`);
    expect(ended.stderr).toContain(fault);
    expect([ended.exit, ended.stdout]).toEqual([fault.startsWith('USAGE') ? 2 : 3, '']);
    expect(ended.stderr.includes('\nhint: ')).toBe(!fault.startsWith('USAGE'));
    expect(ended.stderr).not.toContain('    at ');
  });
});

describe.skipIf(!hasEtcd())('the commands of a rollout whose state is in etcd', () => {
  let etcd: Etcd;
  let tests = 0;
  beforeAll(async () => {
    etcd = await Etcd.start();
  });
  afterAll(() => etcd?.stop());
  testRuns(() => ({
    ramp: '6s',
    place: async (machine) => {
      const at = `${etcd.url.replace('http', 'etcd')}/tests/${tests++}`;
      return { address: at, state: await openAt(at, machine) };
    },
    away: () => etcd.kill(),
    back: () => etcd.restart(),
    putRecord: async (address, text) => {
      const key = btoa(`${address.split('/').slice(3).join('/')}/rollouts/${NAME}/record`);
      const gateway = await etcd.gateway();
      if (text === undefined) await gateway.call('/v3/kv/deleterange', { key });
      else await gateway.call('/v3/kv/put', { key, value: btoa(text) });
    },
  }));
});

describe.skipIf(!hasEtcd())('an etcd that refuses a rollout', () => {
  let etcd: Etcd | undefined;
  let sandbox: Sandbox;
  let prometheus: FaultProxy;
  beforeEach(async () => {
    prometheus = await constantPrometheus();
    sandbox = new Sandbox();
    writeRollout(sandbox, { last: '10m', url: prometheus.url });
  });
  afterEach(async () => {
    await etcd?.stop();
    etcd = undefined;
    sandbox.close();
    await prometheus.close();
  });
  const addressOf = ({ url }: Etcd) => `${url.replace('http', 'etcd')}/rollout`;
  const callAll = async (server: Etcd, calls: readonly (readonly [path: string, body: object])[]) => {
    const gateway = await server.gateway();
    for (const [path, body] of calls)
      expect(await gateway.call(path, body)).toMatchObject({ kind: 'answer' });
  };

  test('one without space: nothing moves forward, and a kill tells 0 and says that it is not durable', async () => {
    etcd = await Etcd.start('--quota-backend-bytes', String(4 * MIB));
    const address = addressOf(etcd);
    const state = await openAt(address, sandbox);
    const words = ['run', 'rollout.yaml', '--state', address];
    const run = new RunningRollout(sandbox, NAME, words, state.rollout(NAME));
    await run.untilStatus(({ percentage }) => percentage >= 1);
    const gateway = await etcd.gateway();
    const value = Buffer.alloc(MIB, 'x').toString('base64');
    let isFull = false;
    for (let i = 0; !isFull; i++) {
      const key = Buffer.from(`other/${i}`).toString('base64');
      isFull = (await gateway.call('/v3/kv/put', { key, value })).kind === 'none';
    }
    const check = await sandbox.run(`rollout kill ${NAME} --check --state ${address}`);
    expect([check.exit, check.stdout]).toEqual([1, expect.stringContaining('database space exceeded')]);
    const kill = await sandbox.run(`rollout kill ${NAME} --timeout 3s --state ${address}`);
    expect(kill.stdout).toBe(`${NAME} is off: every target has answered 0 %\n`);
    expect(kill.stderr).toContain('KILL_NOT_DURABLE');
    expect(kill.exit).toBe(1);
    await run.end('SIGKILL');
    state.close();
  });

  test('one with passwords', async () => {
    etcd = await Etcd.start();
    const address = `${addressOf(etcd)}?http_config_file=etcd.yaml`;
    const range = { key: btoa('rollout/'), range_end: btoa('rollout0'), permType: 'READWRITE' };
    await callAll(etcd, [
      ['/v3/auth/user/add', { name: 'root', password: 'secret' }],
      ['/v3/auth/user/grant', { user: 'root', role: 'root' }],
      ['/v3/auth/role/add', { name: 'rollouts' }],
      ['/v3/auth/role/grant', { name: 'rollouts', perm: range }],
      ['/v3/auth/user/add', { name: 'checkout', password: 'right-one' }],
      ['/v3/auth/user/grant', { user: 'checkout', role: 'rollouts' }],
      ['/v3/auth/enable', {}],
    ]);
    sandbox.write('etcd.yaml', 'basic_auth: {username: checkout, password_file: password}\n');
    sandbox.write('password', 'wrong-one\n');
    chmodSync(join(sandbox.work, 'password'), 0o600);
    const line = `rollout run rollout.yaml --state '${address}'`;
    const wrong = await sandbox.run(line);
    expect(wrong).toMatchObject({ exit: 3, stdout: '' });
    expect(wrong.stderr).toContain('authentication failed');
    const nobody = await sandbox.run(`rollout run rollout.yaml --state ${addressOf(etcd)}`);
    expect(nobody).toMatchObject({ exit: 3, stdout: '' });
    expect(nobody.stderr).toContain('user name is empty');
    sandbox.write('password', 'right-one\n');
    const other = await sandbox.run(line.replace('/rollout?', '/foreign?'));
    expect(other).toMatchObject({ exit: 3, stdout: '' });
    expect(other.stderr).toContain('permission denied');
    const state = await openAt(address, sandbox);
    const words = ['run', 'rollout.yaml', '--state', address];
    const run = new RunningRollout(sandbox, NAME, words, state.rollout(NAME));
    await run.untilStatus(({ percentage }) => percentage >= 1);
    expect(await run.end('SIGINT')).toBe(130);
    expect(`${wrong.stderr}${run.stderr}${run.stdout}`).not.toMatch(/wrong-one|right-one/);
    state.close();
  });
});

/** A state as a machine sees it. */
async function openAt(address: string, { env, work: cwd }: Sandbox): Promise<State> {
  const read = readEtcdAddress(address);
  if (typeof read === 'string') throw new Error(read);
  return openEtcdState(read, { env, cwd });
}
