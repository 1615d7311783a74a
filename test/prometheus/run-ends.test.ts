import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeRequest } from '../../src/control/controller/write-request.ts';
import { newRecord } from '../../src/control/record/record.ts';
import { advance, end, type RequestWrite } from '../../src/control/record/request-writes.ts';
import { readFrozen, writeFrozen } from '../../src/control/state/frozen-file.ts';
import { openDirectory } from '../support/control/file-target.ts';
import { recordIn } from '../support/control/record-in.ts';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { FLAGS, rollout, TELLER, values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

withPrometheus('the ends of rollout run', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let runs: RunningRollout[] = [];
  beforeAll(async () => {
    exporter = await startExporter();
    exporter.reading = 0;
    server = await startPrometheus(undefined, [], exporter.config);
  });
  afterAll(async () => {
    await server?.stop();
    await exporter?.close();
  });
  beforeEach(async () => {
    sandbox = new Sandbox(new Map([['flags.json', FLAGS]]));
    sandbox.write('values.yaml', values({}));
    sandbox.write('rollout.yaml', rollout(server.url));
    await sandbox.run(TELLER);
  });
  afterEach(async () => {
    await Promise.all(runs.map((run) => run.end('SIGKILL')));
    runs = [];
    sandbox.close();
  });

  const run = (...args: readonly string[]) => {
    const started = new RunningRollout(sandbox, 'checkout-v2', ['run', 'rollout.yaml', ...args]);
    runs.push(started);
    return started;
  };
  const ask = ({ store }: RunningRollout, verb: string, write: RequestWrite) => {
    const request = {
      id: `${verb}-${runs.length}`,
      verb,
      by: 'ada@host',
      at: '2026-11-03T14:00:00.000Z',
      reason: '',
    };
    return until(async () => (await writeRequest(store, write, request)).kind !== 'unknown');
  };
  const recordOf = ({ store }: RunningRollout) => recordIn(store);

  test.each([
    ['reset', 1],
    ['off', 0],
  ])(
    '--on-exit %s brings it to %d %% before it leaves, and the next run waits there for a start',
    async (place, left) => {
      const first = run('--on-exit', place);
      await first.untilStatus(({ percentage }) => percentage > 1.1);
      expect(await first.end('SIGINT')).toBe(130);
      expect(first.told.at(-1)).toBe(left);
      expect(await recordOf(first)).toMatchObject({ target: left, ceiling: left, holder: null });
      const said = `was put to ${left} %`;
      expect(first.stderr).toContain(
        `checkout-v2 ${said}; the next run waits there for \`rollout start checkout-v2\`\n`,
      );
      expect(first.events.at(-1)).toMatchObject({
        kind: 'left',
        reason: `its controller leaves; it ${said}`,
      });
      expect(first.events).toContainEqual(
        expect.objectContaining({ kind: 'reset', by: 'its controller', reason: `--on-exit ${place}` }),
      );
      const next = run();
      const { percentage } = await next.untilStatus(({ state, waiting_for }) => {
        return state === 'reset' && waiting_for.some(({ kind }) => kind === 'after_reset');
      });
      expect(percentage).toBe(left);
      expect(Math.max(...next.told)).toBe(left);
    },
  );

  test('--on-exit leaves it to one that stands by', async () => {
    const first = run('--on-exit', 'off');
    await first.untilStatus(({ percentage }) => percentage > 1);
    const second = run('--on-exit', 'off');
    const folder = join(first.directory, 'standby');
    await until(
      () => second.stderr.includes('stands by') && readdirSync(folder, { encoding: 'utf8' }).length === 1,
    );
    expect(await first.end('SIGINT')).toBe(130);
    expect(first.stderr).toContain('%: another controller stands by\n');
    expect(first.told.at(-1)).toBeGreaterThan(0);
    const { percentage } = await second.untilStatus(({ decision }) => decision === 'forward');
    expect(percentage).toBeGreaterThanOrEqual(1);
    expect(readdirSync(folder)).toEqual([]);
    expect(await second.end('SIGINT')).toBe(130);
    expect(second.told.at(-1)).toBe(0);
  });

  test('what is asked for between two ticks that are an hour apart is done at once', async () => {
    sandbox.write('values.yaml', values({ interval: '1h', last: '2h' }));
    const slow = run();
    await slow.untilStatus(({ tick }) => tick > 0);
    await until(async () => (await recordOf(slow)).started);
    await ask(slow, 'advance', advance);
    await until(() => slow.told.at(-1) === 1);
    await ask(slow, 'end', end('off'));
    await until(() => slow.told.at(-1) === 0);
    expect(slow.told.indexOf(1)).toBeGreaterThan(0);
  });

  test('a start at once is not lost where the first run ended before its first tick', async () => {
    const first = run();
    await first.untilStatus(({ percentage }) => percentage >= 1);
    await first.end('SIGKILL');
    const { directory } = first;
    const frozen = readFrozen(directory);
    if (frozen.kind !== 'frozen') throw new Error(frozen.kind);
    const { holder } = await recordOf(first);
    rmSync(directory, { recursive: true });
    mkdirSync(directory, { mode: 0o700 });
    writeFrozen(directory, frozen.frozen);
    openDirectory(directory).create({ ...newRecord('checkout-v2', frozen.frozen.plan), number: 2, holder });
    const next = run();
    await next.untilStatus(({ percentage }) => percentage >= 1);
    expect((await recordOf(next)).started).toBe(true);
  });

  test('targets of a rollout whose state cannot be opened stay free', async () => {
    const folder = join(sandbox.directory, 'state/rollout/rollouts/checkout-v2');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, 'frozen.json'), '{}');
    const refused = await sandbox.run('rollout run rollout.yaml');
    expect([refused.exit, refused.stderr]).toEqual([
      3,
      expect.stringContaining('frozen.json: it is no file of rollout'),
    ]);
    expect(existsSync(join(sandbox.directory, 'state/rollout/targets'))).toBe(false);
  });
});
