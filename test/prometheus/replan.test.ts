import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { FLAGS, rollout, TELLER, values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

withPrometheus('rollout run --replan', () => {
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
  /** Runs the plan of an hour until it has more than its first step, and ends. */
  const runBefore = async () => {
    const first = run();
    await first.untilStatus(({ percentage }) => percentage > 1.1);
    expect(await first.end('SIGINT')).toBe(130);
    return Math.max(...first.told);
  };

  test('an edit while it runs is said and shown, and goes away when it is taken back', async () => {
    const first = run();
    await first.untilStatus(({ percentage }) => percentage >= 1);
    sandbox.write('values.yaml', values({ last: '5m' }));
    const file = join(sandbox.work, 'values.yaml');
    const { changed_on_disk } = await first.untilStatus(({ changed_on_disk: files }) => files.length > 0);
    expect(changed_on_disk).toEqual([file]);
    sandbox.write('values.yaml', values({}));
    await first.untilStatus(({ changed_on_disk: files }) => files.length === 0);
    const edits = () => first.events.filter(({ kind }) => kind === 'changed_on_disk');
    await until(() => edits().length === 2);
    expect(edits().map(({ reason }) => reason)).toEqual([
      `${file}: no longer what runs, which goes on; \`rollout run --replan\` takes it`,
      'its files say again what runs',
    ]);
  });

  test('it goes on with the frozen plan without it, and with it on the new one, at no more than it had', async () => {
    const before = await runBefore();
    const edited = values({ last: '4m' }).replace(
      'target_accept_percentage: 1,',
      'target_accept_percentage: 0.5,',
    );
    sandbox.write('values.yaml', edited);
    const same = run();
    const { changed_on_disk } = await same.untilStatus(({ tick }) => tick > 0);
    expect(changed_on_disk).toEqual([join(sandbox.work, 'values.yaml')]);
    expect(same.stderr).toContain('checkout-v2 goes on as it was when it was run first');
    const refused = await sandbox.run('rollout run rollout.yaml --replan');
    expect([refused.exit, refused.stderr]).toEqual([
      3,
      expect.stringContaining(`process ${same.process.pid} leads it`),
    ]);
    expect(await same.end('SIGINT')).toBe(130);
    const most = Math.max(before, ...same.told);
    const next = run('--replan');
    const status = await next.untilStatus(
      ({ percentage, decision }) => percentage > most && decision === 'forward',
    );
    expect(status.changed_on_disk).toEqual([]);
    expect(next.told[0]).toBeGreaterThan(0.5);
    expect(next.told[0]).toBeLessThanOrEqual(most);
    expect(next.events).toContainEqual(
      expect.objectContaining({ kind: 'replan', reason: join(sandbox.work, 'values.yaml') }),
    );
    expect(next.stderr).not.toMatch(/ROLLOUT_(LOST|EDITED)/);
  });

  test('a target that is taken out keeps nothing: it is refused until that is at 0 %', async () => {
    await runBefore();
    sandbox.write('rollout.yaml', rollout(server.url).replace(/ {2}- flagd.*\n/, ''));
    const refused = await sandbox.run('rollout run rollout.yaml --replan');
    expect(refused.exit).toBe(3);
    expect(refused.stderr).toMatch(
      /ROLLOUT_REPLAN .*flagd .*flags\.json new-checkout is no target of it any more/,
    );
    const killed = await sandbox.run('rollout kill checkout-v2 && rollout unkill checkout-v2');
    expect(killed.exit, killed.stderr).toBe(0);
    const next = run('--replan');
    const { actuators, state } = await next.untilStatus(({ tick }) => tick > 0);
    expect([actuators.length, state]).toEqual([1, 'not_started']);
  });

  test('nothing moves forward for one window of the queries of the new plan', async () => {
    const before = await runBefore();
    sandbox.write('values.yaml', values({ query: '"max_over_time(reading[6h])"' }));
    const next = run('--replan');
    const { percentage, decision } = await next.untilStatus(({ tick }) => tick > 8);
    expect(decision).toBe('hold');
    expect(percentage).toBeLessThanOrEqual(before);
    expect(Math.max(...next.told)).toBeLessThanOrEqual(before);
  });

  test('a kill while it is replanned holds', async () => {
    await runBefore();
    expect((await sandbox.run('rollout kill checkout-v2')).exit).toBe(0);
    sandbox.write('values.yaml', values({ last: '4m' }));
    const next = run('--replan');
    const { state } = await next.untilStatus(({ tick }) => tick > 1);
    expect([state, Math.max(...next.told)]).toEqual(['killed', 0]);
  });
});
