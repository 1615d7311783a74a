import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { FLAGS, rollout, TELLER, values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';

withPrometheus('rollout resume --take-over', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let run: RunningRollout | undefined;
  beforeAll(async () => {
    exporter = await startExporter();
    exporter.reading = 0;
    server = await startPrometheus(undefined, [], exporter.config);
    sandbox = new Sandbox(new Map([['flags.json', FLAGS]]));
    sandbox.write('values.yaml', values({ last: '2m' }));
    const text = rollout(server.url).replaceAll('apply_every: 0s', 'apply_every: 0s, resync: 500ms');
    sandbox.write('rollout.yaml', text);
    await sandbox.run(TELLER);
  });
  afterAll(async () => {
    await run?.end('SIGKILL');
    sandbox?.close();
    await server?.stop();
    await exporter?.close();
  });

  /** Sets the flag by hand. */
  const setFlag = (percentage: number): void => {
    const text = readFileSync(join(sandbox.work, 'flags.json'), 'utf8');
    const weight = percentage * 1000;
    const edited = text
      .replace(/(\[\s*"on",\s*)\d+/, `$1${weight}`)
      .replace(/(\[\s*"off",\s*)\d+/, `$1${100_000 - weight}`);
    sandbox.write('flags.json', edited);
  };

  test('goes on from what somebody has set, which is less; it is refused where nobody has', async () => {
    run = new RunningRollout(sandbox, 'checkout-v2', ['run', 'rollout.yaml']);
    await run.untilStatus(({ percentage }) => percentage > 4);
    const refused = await sandbox.run('rollout resume checkout-v2 --take-over');
    expect([refused.exit, refused.stderr]).toEqual([
      1,
      expect.stringContaining('error ROLLOUT_NOT_DRIFTED no target'),
    ]);
    expect((await sandbox.run('rollout pause checkout-v2 --wait')).exit).toBe(0);
    await run.untilStatus(({ state, actuators }) => {
      return state === 'paused' && actuators.every(({ outcome }) => outcome === 'confirmed');
    });
    setFlag(2);
    const drifted = await run.untilStatus(({ actuators }) =>
      actuators.some(({ outcome }) => outcome === 'below'),
    );
    expect(drifted.percentage).toBeGreaterThan(4);
    const taken = await sandbox.run('rollout resume checkout-v2 --take-over --wait --reason "two is enough"');
    expect(taken.exit, taken.stderr).toBe(0);
    const { percentage } = await run.untilStatus(({ decision, actuators }) => {
      return decision === 'forward' && actuators.every(({ outcome }) => outcome === 'confirmed');
    });
    expect(percentage).toBeGreaterThanOrEqual(1);
    const since = run.told.slice(run.told.indexOf(2));
    expect(since[0]).toBe(2);
    expect(Math.max(...since.slice(0, 3))).toBeLessThan(4);
    expect(run.events).toContainEqual(
      expect.objectContaining({ kind: 'take-over', reason: 'two is enough' }),
    );
  });
});
