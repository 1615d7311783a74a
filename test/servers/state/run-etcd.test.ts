import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newRecord } from '../../../src/control/record/record.ts';
import { readEtcdAddress } from '../../../src/control/state/etcd/address.ts';
import { openEtcdState } from '../../../src/control/state/etcd/etcd-state.ts';
import type { RolloutStatus } from '../../../src/control/state/rollout-status.ts';
import { seal } from '../../../src/control/state/sealed.ts';
import type { RolloutStorage, State } from '../../../src/control/state/state.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { RunningCommand } from '../../support/running-command.ts';
import { RunningRollout } from '../../support/running-rollout.ts';
import { Sandbox } from '../../support/script.ts';
import { until } from '../../support/until.ts';

const NAME = 'checkout-v2';
const MIB = 1024 * 1024;

const values = (last: string) => `# blueprint: promql
policy:
  policy_name: ${NAME}
  evaluation_interval: 250ms
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps:
      - {target_accept_percentage: 1, duration: 500ms}
      - {target_accept_percentage: 100, duration: ${last}}
  drivers:
    promql_drivers:
      - {query_string: max(reading), criteria: {forward: {operator: lt, threshold: 1}, reset: {operator: gt, threshold: 2}}}
`;

const rollout = (url: string) => `rollout: ${NAME}
values_file: values.yaml
prometheus: {url: "${url}"}
start: immediately
actuators:
  - exec: {command: [./tell.sh], flag: new-checkout, apply_every: 0s}
`;

const TELL = '#!/bin/sh\necho "$PPID $ROLLOUT_PERCENTAGE" >> told.txt\n';

function writeRollout(sandbox: Sandbox, last: string, url: string): void {
  sandbox.write('values.yaml', values(last));
  sandbox.write('rollout.yaml', rollout(url));
  writeFileSync(join(sandbox.work, 'tell.sh'), TELL, { mode: 0o755 });
}

describe.skipIf(!hasEtcd())('a rollout whose state is in etcd', () => {
  let etcd: Etcd;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  let elsewhere: Sandbox;
  let address: string;
  let state: State;
  let storage: RolloutStorage;
  let runs: RunningRollout[] = [];
  let tests = 0;
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
    elsewhere = new Sandbox();
    address = `${etcd.url.replace('http', 'etcd')}/tests/${tests++}`;
    state = await openAt(address, elsewhere);
    storage = state.rollout(NAME);
  });
  afterEach(async () => {
    await Promise.all(runs.map((run) => run.end('SIGKILL')));
    runs = [];
    state.close();
    sandbox.close();
    elsewhere.close();
  });

  /** Runs a ramp whose last step takes so long. */
  const start = (last: string): RunningRollout => {
    writeRollout(sandbox, last, prometheus.url);
    return again();
  };
  const again = (): RunningRollout => {
    const run = new RunningRollout(sandbox, NAME, ['run', 'rollout.yaml', '--state', address], storage);
    runs.push(run);
    return run;
  };
  /** A command on a machine that has nothing but the address. */
  const there = (words: string) => elsewhere.run(`rollout ${words} --state '${address}'`);
  const put = async (what: string, value: string) => {
    const key = `${address.split('/').slice(3).join('/')}/${what}`;
    const body = { key: Buffer.from(key).toString('base64'), value: Buffer.from(value).toString('base64') };
    expect((await (await etcd.gateway()).call('/v3/kv/put', body)).kind).toBe('answer');
  };

  test('climbs and completes; it is looked at, and switched off, from another machine', async () => {
    const run = start('1s');
    expect(await run.ended()).toBe(0);
    expect([run.told[0], run.told.at(-1)]).toEqual([0, 100]);
    expect(run.told).toEqual([...run.told].sort((a, b) => a - b));
    expect(run.stderr).toContain(`${NAME} is complete\n`);
    const status = await there(`status ${NAME} -o json`);
    expect(JSON.parse(status.stdout)).toMatchObject([
      { rollout: NAME, state: 'completed', percentage: 100, controller: null },
    ]);
    const events = await there(`events ${NAME} -o json`);
    const lines = events.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1));
    expect(lines.filter(({ kind }) => kind === 'start')).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({ kind: 'ended', percentage: 100 });
    expect((await storage.readJournal()).broken).toEqual([]);
    const check = await there(`kill ${NAME} --check -o json`);
    expect(JSON.parse(check.stdout)).toMatchObject({ works: true });
    const kill = await there(`kill ${NAME}`);
    expect(kill).toMatchObject({ exit: 0, stderr: '' });
    expect(kill.stdout.split('\n').sort()).toEqual([
      '',
      `${NAME} is off: every target has answered 0 %`,
      'confirmed: nobody is left who could raise it',
      `it stays off until \`rollout unkill ${NAME}\``,
    ]);
    expect((await there(`status ${NAME}`)).stdout).toContain('killed');
    expect((await there(`unkill ${NAME}`)).stdout).toBe(`${NAME} is no longer killed: 0 %, not started\n`);
    expect((await there('status other')).stderr).toContain(`no rollout other in ${address}`);
  });

  test('is steered while it runs, and a kill -9 of its controller changes nothing but the time', async () => {
    const first = start('6s');
    const { controller } = await first.untilStatus(({ percentage }) => percentage > 20);
    expect(controller!.id).toContain(`/${first.process.pid} `);
    const paused = await there(`pause ${NAME} --wait --timeout 1m`);
    expect(paused.stdout).toMatch(new RegExp(`^paused ${NAME} at \\d+`));
    const { percentage } = await first.untilStatus(
      ({ state: at, actuators }) => at === 'paused' && actuators[0]!.outcome === 'confirmed',
    );
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    const next = again();
    await next.untilStatus(({ state: at }) => at === 'paused');
    expect(next.told.every((told) => told === percentage)).toBe(true);
    expect((await there(`resume ${NAME} --wait --timeout 1m`)).exit).toBe(0);
    expect(await next.ended()).toBe(0);
    expect(next.told).toEqual([...next.told].sort((a, b) => a - b));
    expect(next.told.at(-1)).toBe(100);
    expect((await storage.readJournal()).broken).toEqual([]);
    expect((await storage.readJournal()).lines.filter(({ kind }) => kind === 'start')).toHaveLength(1);
  });

  test('a controller that stood still past its lease makes no call when it goes on', async () => {
    const first = start('10m');
    await first.untilStatus(({ percentage }) => percentage >= 1);
    first.process.kill('SIGSTOP');
    const before = first.told;
    const second = again();
    await second.untilStatus(({ controller }) => isOf(controller, second));
    first.process.kill('SIGCONT');
    await until(() => second.told.length > 3);
    expect(await second.end('SIGINT')).toBe(130);
    const { percentage } = await first.untilStatus(({ controller }) => controller !== null);
    expect(first.told.slice(0, before.length)).toEqual(before);
    expect(first.told.slice(before.length).every((told) => told >= second.told.at(-1)!)).toBe(true);
    expect(percentage).toBeGreaterThanOrEqual(second.told.at(-1)!);
  });

  test('while etcd is away nothing moves forward, and a kill tells 0 all the same', async () => {
    const run = start('10m');
    await run.untilStatus(({ percentage }) => percentage >= 2);
    await etcd.kill();
    const words = ['kill', NAME, '--state', address];
    const kill = new RunningCommand(sandbox, words);
    await kill.says(`${NAME} is off: every target has answered 0 %`);
    expect(kill.stderr).toContain('KILL_COPY');
    expect(kill.stderr).toContain('KILL_NOT_DURABLE');
    const unknown = await there(`kill ${NAME}`);
    expect(unknown).toMatchObject({ exit: 3, stdout: '' });
    expect(unknown.stderr).toContain('ROLLOUT_STATE');
    await etcd.restart();
    await kill.says('confirmed: ');
    expect((await kill.end()).exit).toBe(0);
    await until(async () => {
      const found = await storage.store.read();
      return found.kind === 'found' && found.value.killed !== null && found.value.target === 0;
    });
    await run.untilStatus(({ state: at }) => at === 'killed');
    expect(run.told.at(-1)).toBe(0);
  });

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
    writeRollout(sandbox, '1m', prometheus.url);
    await before();
    const ended = await sandbox.run(`rollout ${words.replace('ADDRESS', address)}`);
    expect(ended.stderr).toContain(fault);
    expect([ended.exit, ended.stdout]).toEqual([fault.startsWith('USAGE') ? 2 : 3, '']);
    expect(ended.stderr.includes('\nhint: ')).toBe(!fault.startsWith('USAGE'));
    expect(ended.stderr).not.toContain('    at ');
  });
});

describe.skipIf(!hasEtcd())('an etcd that refuses a rollout', () => {
  let etcd: Etcd | undefined;
  let sandbox: Sandbox;
  let prometheus: FaultProxy;
  beforeEach(async () => {
    prometheus = await constantPrometheus();
    sandbox = new Sandbox();
    writeRollout(sandbox, '10m', prometheus.url);
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

const isOf = (controller: RolloutStatus['controller'], { process: { pid } }: RunningRollout): boolean =>
  controller?.id.includes(`/${pid} `) ?? false;

/** A state as a machine sees it. */
async function openAt(address: string, { env, work: cwd }: Sandbox): Promise<State> {
  const read = readEtcdAddress(address);
  if (typeof read === 'string') throw new Error(read);
  return openEtcdState(read, { env, cwd });
}
