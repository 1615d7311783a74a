import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeRequest } from '../../src/control/controller/write-request.ts';
import { advance, end, kill } from '../../src/control/record/request-writes.ts';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { FLAGS, rollout, TELLER, values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

withPrometheus('rollout run', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let runs: RunningRollout[] = [];
  beforeAll(async () => {
    exporter = await startExporter();
    server = await startPrometheus(undefined, [], exporter.config);
  });
  afterAll(async () => {
    await server?.stop();
    await exporter?.close();
  });
  beforeEach(() => {
    exporter.reading = 0;
    sandbox = new Sandbox(new Map([['flags.json', FLAGS]]));
  });
  afterEach(async () => {
    await Promise.all(runs.map((run) => run.end('SIGKILL')));
    runs = [];
    sandbox.close();
  });

  /** Runs a ramp whose last step takes so long. */
  const start = async (last: string, more = '', args: readonly string[] = []) => {
    sandbox.write('values.yaml', values({ last }));
    sandbox.write('rollout.yaml', rollout(server.url, more));
    await sandbox.run(TELLER);
    return again(args);
  };
  const again = (args: readonly string[] = []) => {
    const run = new RunningRollout(sandbox, 'checkout-v2', ['run', 'rollout.yaml', ...args]);
    runs.push(run);
    return run;
  };
  const kinds = (run: RunningRollout) => run.events.map(({ kind }) => kind);

  test('moves its flag to the end of the ramp, and ends with 0', async () => {
    const run = await start('2s', 'bake: 500ms\n');
    expect(await run.ended()).toBe(0);
    expect(run.told.slice(0, 2)).toEqual([0, 1]);
    expect(run.told.at(-1)).toBe(100);
    expect(run.told).toEqual([...run.told].sort((a, b) => a - b));
    expect(readFileSync(join(sandbox.work, 'flags.json'), 'utf8')).toContain('["on",100000]');
    expect(kinds(run)).toEqual(
      expect.arrayContaining(['controller', 'start', 'started', 'step', 'completed']),
    );
    expect(run.events.at(-1)).toMatchObject({ kind: 'ended', percentage: 100, step: 1 });
    expect(run.stderr).toContain('checkout-v2 is complete\n');
    expect(run.stdout.trim().split('\n')).toHaveLength(run.events.length);
    const again = new RunningRollout(sandbox, 'checkout-v2', ['run', 'rollout.yaml', '-o', 'json']);
    expect(await again.ended()).toBe(0);
    const lines = again.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([lines[0].kind, lines.at(-1).kind]).toEqual(['controller', 'ended']);
    expect(again.told.every((percentage) => percentage === 100)).toBe(true);
  });

  test('goes back at a regression, waits there for another start, and stays where it is at Ctrl-C', async () => {
    const run = await start('10m');
    await run.untilStatus(({ step }) => step === 1);
    exporter.reading = 5;
    const { percentage, waiting_for } = await run.untilStatus(({ state }) => state === 'reset');
    await until(async () => {
      const record = await run.store.read();
      return record.kind === 'found' && !record.value.started && record.value.ceiling === 1;
    });
    expect(percentage).toBe(1);
    expect(waiting_for.map(({ kind }) => kind)).toContain('after_reset');
    exporter.reading = 0;
    expect(await run.end('SIGINT')).toBe(130);
    expect(run.told.at(-1)).toBe(1);
    expect(run.stderr).toContain('checkout-v2 stays at 1 %; the same command goes on from there\n');
    expect(kinds(run)).toContain('reset');
    const next = again();
    const status = await next.untilStatus(({ tick }) => tick > 0);
    expect(status.state).toBe('reset');
    expect(await next.end('SIGINT')).toBe(130);
  });

  test('is off when its record says that it is killed, also after it is run again', async () => {
    const run = await start('10m');
    await run.untilStatus(({ percentage }) => percentage === 1);
    const request = {
      id: 'k1',
      verb: 'kill',
      by: 'ada@host',
      at: '2026-11-03T14:00:00.000Z',
      reason: 'slow',
    };
    await until(async () => (await writeRequest(run.store, kill, request)).kind === 'written');
    await run.untilStatus(({ state, actuators }) => {
      return state === 'killed' && actuators.every(({ confirmed }) => confirmed === 0);
    });
    expect(run.told.at(-1)).toBe(0);
    expect(run.events.filter(({ id }) => id === 'k1')).toMatchObject([
      { kind: 'kill', by: 'ada@host', reason: 'slow' },
    ]);
    expect(await run.end('SIGINT')).toBe(130);
    const next = again();
    const status = await next.untilStatus(({ decision }) => decision !== undefined);
    expect([status.state, status.percentage]).toEqual(['killed', 0]);
    expect(next.told.at(-1)).toBe(0);
    expect(run.events.filter(({ id }) => id === 'k1')).toHaveLength(1);
  });

  test('goes on after kill -9 from where it stood, and raises nothing by that', async () => {
    const run = await start('10m');
    await run.untilStatus(({ percentage }) => percentage > 1.1);
    expect(await run.end('SIGKILL')).toBe('SIGKILL');
    const before = await run.durableTarget();
    const next = again();
    await next.untilStatus(({ percentage }) => percentage > before);
    expect(next.told[0]).toBeGreaterThan(1);
    expect(next.told[0]).toBeLessThanOrEqual(before);
    expect(kinds(next).filter((kind) => kind === 'controller')).toHaveLength(2);
    expect(await next.end('SIGINT')).toBe(130);
  });

  test('a second one stands by, and goes on where the first one ended', async () => {
    const first = await start('10m');
    await first.untilStatus(({ percentage }) => percentage > 1);
    const second = again();
    await until(() =>
      second.stderr.includes(`checkout-v2 is led by process ${first.process.pid}: stands by\n`),
    );
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    const { percentage, controller } = await second.untilStatus(({ decision }) => decision === 'forward');
    expect(percentage).toBeGreaterThanOrEqual(1);
    expect(controller!.id.split(' ')[0]).toBe(String(second.process.pid));
    expect(await second.end('SIGINT')).toBe(130);
  });

  test('a target of another rollout is refused, until that is ended', async () => {
    const run = await start('10m');
    await run.untilStatus(({ percentage }) => percentage > 1);
    sandbox.write('other.yaml', rollout(server.url).replace('rollout: checkout-v2', 'rollout: other'));
    const refused = await sandbox.run('rollout run other.yaml');
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toContain(
      'error ROLLOUT_TARGET_TAKEN exec ./tell.sh new-checkout is moved by the rollout checkout-v2\n',
    );
    const request = { id: 'e1', verb: 'end', by: 'ada@host', at: '2026-11-03T14:00:00.000Z', reason: '' };
    await until(async () => (await writeRequest(run.store, end('off'), request)).kind === 'written');
    expect(await run.ended()).toBe(1);
    expect(run.told.at(-1)).toBe(0);
    expect(run.stderr).toContain('checkout-v2 was ended, at 0 %\n');
    const other = new RunningRollout(sandbox, 'other', ['run', 'other.yaml']);
    runs.push(other);
    await other.untilStatus(({ percentage }) => percentage > 0);
    expect(await other.end('SIGINT')).toBe(130);
  });

  test('waits for an approval; one step further goes past it', async () => {
    const run = await start('10m', 'approvals: [{before_step: 2}]\n');
    const { percentage, waiting_for } = await run.untilStatus(
      ({ state, waiting_for }) => state === 'waiting' && waiting_for.every(({ kind }) => kind === 'approval'),
    );
    expect([percentage, waiting_for.map(({ text }) => text)]).toEqual([
      1,
      ['waits for approval before step 2'],
    ]);
    const request = { id: 'a1', verb: 'advance', by: 'ada@host', at: '2026-11-03T14:00:00.000Z', reason: '' };
    await until(async () => (await writeRequest(run.store, advance, request)).kind === 'written');
    expect(await run.ended()).toBe(0);
    expect(run.told.at(-1)).toBe(100);
  });
});
