import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RolloutRecord } from '../../../src/control/record/record.ts';
import type { RolloutStatus } from '../../../src/control/state/rollout-status.ts';
import type { RolloutStorage, State } from '../../../src/control/state/state.ts';
import { constantPrometheus } from '../constant-prometheus.ts';
import type { FaultProxy } from '../fault-proxy.ts';
import { RunningCommand } from '../running-command.ts';
import { RunningRollout } from '../running-rollout.ts';
import { Sandbox } from '../script.ts';
import { NAME, writeRollout } from '../told-rollout.ts';
import { until } from '../until.ts';

/** A server that keeps the state of rollouts. */
export interface RunWorld {
  /** How long a ramp takes of which a status is seen half way. */
  readonly ramp: string;
  /** The address of a state that is empty, and the state as a machine sees it. */
  place(machine: Sandbox): Promise<{ readonly address: string; readonly state: State }>;
  away(): Promise<void>;
  back(): Promise<void>;
  /** Puts a text where the record of a rollout is; removes it where there is none. */
  putRecord(address: string, text: string | undefined): Promise<void>;
}

/** What every server that keeps the state of rollouts does for the commands. */
export function testRuns(world: () => RunWorld): void {
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  let elsewhere: Sandbox;
  let address: string;
  let state: State;
  let storage: RolloutStorage;
  let runs: RunningRollout[] = [];
  beforeAll(async () => {
    prometheus = await constantPrometheus();
  });
  afterAll(() => prometheus?.close());
  beforeEach(async () => {
    sandbox = new Sandbox();
    elsewhere = new Sandbox();
    ({ address, state } = await world().place(elsewhere));
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
    writeRollout(sandbox, { last, url: prometheus.url });
    return again();
  };
  const again = (): RunningRollout => {
    const run = new RunningRollout(sandbox, NAME, ['run', 'rollout.yaml', '--state', address], storage);
    runs.push(run);
    return run;
  };
  /** A command on a machine that has nothing but the address. */
  const there = (words: string) => elsewhere.run(`rollout ${words} --state '${address}'`);

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
      expect.stringContaining(`it stays off until \`rollout unkill ${NAME} --state `),
    ]);
    expect((await there(`status ${NAME}`)).stdout).toContain('killed');
    const hint = /`(rollout unkill .*)`/.exec(kill.stdout)![1]!;
    expect((await elsewhere.run(hint)).stdout).toBe(`${NAME} is no longer killed: 0 %, not started\n`);
    expect((await there('status other')).stderr).toContain(`no rollout other in ${address}`);
  });

  test('is steered while it runs, and a kill -9 of its controller changes nothing but the time', async () => {
    const first = start(world().ramp);
    const { controller } = await first.untilStatus(({ percentage }) => percentage > 20);
    expect(controller!.id).toContain(`/${first.process.pid} `);
    const paused = await there(`pause ${NAME} --wait --timeout 1m`);
    expect(paused.stdout).toMatch(new RegExp(`^paused ${NAME} at \\d+`));
    await first.untilStatus(
      ({ state: at, actuators }) => at === 'paused' && actuators[0]!.outcome === 'confirmed',
    );
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    // A raise that had no answer may be in the record, and not in the status.
    const { value: left } = (await storage.store.read()) as { value: RolloutRecord };
    const next = again();
    await next.untilStatus(({ state: at, controller: by }) => at === 'paused' && isOf(by, next));
    expect(next.told.filter((told) => told > left.target)).toEqual([]);
    const before = next.told.length;
    expect((await there(`resume ${NAME} --wait --timeout 1m`)).exit).toBe(0);
    expect(await next.ended()).toBe(0);
    const after = next.told.slice(before);
    expect(after).toEqual([...after].sort((a, b) => a - b));
    expect(next.told.at(-1)).toBe(100);
    expect((await storage.readJournal()).broken).toEqual([]);
    expect((await storage.readJournal()).lines.filter(({ kind }) => kind === 'start')).toHaveLength(1);
  });

  test('a controller that stood still past its lease makes no call when it goes on', async () => {
    const first = start('10m');
    await first.untilStatus(({ percentage }) => percentage >= 1);
    first.process.kill('SIGSTOP');
    const second = again();
    await second.untilStatus(({ controller }) => isOf(controller, second));
    // Also by a call that it had begun, which goes on without it.
    const before = first.told;
    first.process.kill('SIGCONT');
    await until(() => second.told.length > 3);
    expect(await second.end('SIGINT')).toBe(130);
    const { percentage } = await first.untilStatus(({ controller }) => controller !== null);
    expect(first.told.slice(0, before.length)).toEqual(before);
    expect(first.told.slice(before.length).every((told) => told >= second.told.at(-1)!)).toBe(true);
    expect(percentage).toBeGreaterThanOrEqual(second.told.at(-1)!);
  });

  test.each([
    ['damaged', '{"sum":'],
    ['gone', undefined],
  ])('its record is %s: a kill from another machine writes it anew, and it leads on', async (_, text) => {
    const run = start('10m');
    await run.untilStatus(({ percentage }) => percentage >= 1);
    await world().putRecord(address, text);
    const kill = await there(`kill ${NAME}`);
    expect([kill.exit, kill.stdout]).toEqual([
      0,
      expect.stringContaining('is off: every target has answered 0 %'),
    ]);
    expect(kill.stderr).toContain('KILL_REPAIRED');
    expect(kill.stdout).toContain('one late call may still land (whoever led it)');
    await run.untilStatus(({ state: at }) => at === 'killed');
    expect(run.told.at(-1)).toBe(0);
    expect((await there(`unkill ${NAME}`)).exit).toBe(0);
    expect((await there(`start ${NAME} --timeout 1m`)).exit).toBe(0);
    await run.untilStatus(({ percentage }) => percentage >= 1);
    expect((await storage.readJournal()).broken).toEqual([]);
  });

  test('while the server is away nothing moves forward, and a kill tells 0 all the same', async () => {
    const run = start('10m');
    await run.untilStatus(({ percentage }) => percentage >= 2);
    await world().away();
    const words = ['kill', NAME, '--state', address];
    const kill = new RunningCommand(sandbox, words);
    await kill.says(`${NAME} is off: every target has answered 0 %`);
    await kill.says('KILL_NOT_DURABLE');
    expect(kill.stderr).toContain('KILL_COPY');
    const unknown = await there(`kill ${NAME}`);
    expect(unknown).toMatchObject({ exit: 3, stdout: '' });
    expect(unknown.stderr).toContain('ROLLOUT_STATE');
    await world().back();
    await kill.says('confirmed: ');
    expect((await kill.end()).exit).toBe(0);
    await until(async () => {
      const found = await storage.store.read();
      return found.kind === 'found' && found.value.killed !== null && found.value.target === 0;
    });
    await run.untilStatus(({ state: at }) => at === 'killed');
    expect(run.told.at(-1)).toBe(0);
  });
}

const isOf = (controller: RolloutStatus['controller'], { process: { pid } }: RunningRollout): boolean =>
  controller?.id.includes(`/${pid} `) ?? false;
