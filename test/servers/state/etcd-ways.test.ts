import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEtcdAddress } from '../../../src/control/state/etcd/address.ts';
import { openEtcdState } from '../../../src/control/state/etcd/etcd-state.ts';
import type { RolloutStorage, State } from '../../../src/control/state/state.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { FLAGS, rollout, TELLER, values } from '../../support/moved-rollout.ts';
import { RunningRollout } from '../../support/running-rollout.ts';
import { Sandbox } from '../../support/script.ts';
import { hasTmux, pollUntil, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';

const NAME = 'checkout-v2';

describe.skipIf(!hasEtcd())('with a state in etcd', () => {
  let etcd: Etcd;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
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
    sandbox = new Sandbox(new Map([['flags.json', FLAGS]]));
    sandbox.write('values.yaml', values({ last: '2m' }));
    const text = rollout(prometheus.url).replaceAll('apply_every: 0s', 'apply_every: 0s, resync: 500ms');
    sandbox.write('rollout.yaml', text);
    await sandbox.run(TELLER);
    address = `${etcd.url.replace('http', 'etcd')}/ways/${tests++}`;
    const read = readEtcdAddress(address);
    if (typeof read === 'string') throw new Error(read);
    state = await openEtcdState(read, { env: sandbox.env, cwd: sandbox.work });
    storage = state.rollout(NAME);
  });
  afterEach(async () => {
    await Promise.all(runs.map((run) => run.end('SIGKILL')));
    runs = [];
    state.close();
    sandbox.close();
  });

  const run = (...args: readonly string[]) => {
    const words = ['run', 'rollout.yaml', '--state', address, ...args];
    const started = new RunningRollout(sandbox, NAME, words, storage);
    runs.push(started);
    return started;
  };
  const command = (words: string) => sandbox.run(`rollout ${words} --state ${address}`);
  /** Sets the flag by hand. */
  const setFlag = (percentage: number): void => {
    const weight = percentage * 1000;
    const text = readFileSync(join(sandbox.work, 'flags.json'), 'utf8')
      .replace(/(\[\s*"on",\s*)\d+/, `$1${weight}`)
      .replace(/(\[\s*"off",\s*)\d+/, `$1${100_000 - weight}`);
    sandbox.write('flags.json', text);
  };

  test('--on-exit off brings it to 0 %, and the next run waits there; one that stands by goes on instead', async () => {
    const first = run('--on-exit', 'off');
    await first.untilStatus(({ percentage }) => percentage > 1);
    const second = run('--on-exit', 'off');
    await second.until(() => second.stderr.includes('stands by'));
    await until(() => storage.hasStandby());
    expect(await first.end('SIGINT')).toBe(130);
    expect(first.stderr).toContain('%: another controller stands by\n');
    await second.untilStatus(({ decision }) => decision === 'forward');
    expect(await second.end('SIGINT')).toBe(130);
    expect(second.told.at(-1)).toBe(0);
    expect(second.stderr).toContain(
      `${NAME} was put to 0 %; the next run waits there for \`rollout start ${NAME} --state ${address}\`\n`,
    );
    const next = run();
    const { percentage } = await next.untilStatus(({ waiting_for }) =>
      waiting_for.some(({ kind }) => kind === 'after_reset'),
    );
    expect([percentage, Math.max(...next.told)]).toEqual([0, 0]);
  });

  test('--replan takes the edit, at no more than it had; while a controller leads it that is refused', async () => {
    const first = run();
    await first.untilStatus(({ percentage }) => percentage > 1.1);
    sandbox.write('values.yaml', values({ last: '4m' }));
    const refused = await command('run rollout.yaml --replan');
    expect([refused.exit, refused.stderr]).toEqual([3, expect.stringContaining('error ROLLOUT_REPLAN ')]);
    expect(await first.end('SIGINT')).toBe(130);
    const before = Math.max(...first.told);
    const same = run();
    const { changed_on_disk } = await same.untilStatus(({ tick }) => tick > 0);
    expect(changed_on_disk).toEqual([join(sandbox.work, 'values.yaml')]);
    expect(await same.end('SIGINT')).toBe(130);
    const next = run('--replan');
    const taken = await next.untilStatus(({ tick }) => tick > 0);
    expect(taken.changed_on_disk).toEqual([]);
    expect(next.told[0]).toBeLessThanOrEqual(Math.max(before, ...same.told));
    await next.untilStatus(({ decision }) => decision === 'forward');
  });

  test('resume --take-over goes on from what somebody has set by hand', async () => {
    const first = run();
    await first.untilStatus(({ percentage }) => percentage > 4);
    expect((await command(`pause ${NAME} --wait`)).exit).toBe(0);
    await first.untilStatus(
      ({ state: at, actuators }) =>
        at === 'paused' && actuators.every(({ outcome }) => outcome === 'confirmed'),
    );
    setFlag(2);
    await first.untilStatus(({ actuators }) => actuators.some(({ outcome }) => outcome === 'below'));
    expect((await command(`resume ${NAME} --take-over --wait --timeout 1m`)).exit).toBe(0);
    const { percentage } = await first.untilStatus(
      ({ decision, actuators }) =>
        decision === 'forward' && actuators.every(({ outcome }) => outcome === 'confirmed'),
    );
    expect(percentage).toBeLessThan(4);
  });

  test('its rollouts are completed', async () => {
    const first = run();
    await first.untilStatus(({ tick }) => tick > 0);
    const inBash = address.split(':').join(' : ');
    for (const given of [address, inBash])
      expect((await sandbox.run(`rollout __complete kill --state ${given} ''`)).stdout).toBe(`${NAME}\t\n`);
  });

  test.skipIf(!hasTmux)('the keys of the picture kill it, in a window of 80 by 24', async () => {
    const line = `rollout run rollout.yaml --state ${address}`;
    const terminal = new Terminal(sandbox, line, { columns: 80, rows: 24 });
    const shows = async (text: string | RegExp) => {
      const isShown = () => terminal.window().search(text) >= 0;
      if (!(await pollUntil(isShown))) throw new Error(`the window shows:\n${terminal.window()}`);
    };
    try {
      await shows(/^running, forward: /m);
      terminal.press('k');
      await shows('press k again or y to kill checkout-v2: off for everybody until `rollout unkill`');
      terminal.press('y');
      await shows(/^killed, hold: it is killed$/m);
      await shows(/^flagd .* confirmed 0 %$/m);
      terminal.press('q');
      await shows('press q again or y to leave: checkout-v2 stays at 0 %');
      terminal.press('y');
      await terminal.until('exit 130');
    } finally {
      terminal.close();
    }
  });
});
