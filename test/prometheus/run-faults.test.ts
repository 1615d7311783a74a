import { createHmac } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readStatus } from '../../src/control/state/status-file.ts';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { type Received, Receiver } from '../support/receiver.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { canMount, withSmallDisk } from '../support/small-disk.ts';
import { NAME, writeRollout } from '../support/told-rollout.ts';

const KEY = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';

withPrometheus('rollout run, when something fails', () => {
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
    sandbox = new Sandbox();
  });
  afterEach(async () => {
    await endRuns();
    sandbox.close();
  });

  const endRuns = async () => {
    await Promise.all(runs.map((run) => run.end('SIGKILL')));
    runs = [];
  };
  /** Runs a ramp whose last step takes so long. */
  const start = (last: string, more = '', args: readonly string[] = []) => {
    writeRollout(sandbox, { last, url: server.url, more });
    return again(args);
  };
  const again = (args: readonly string[] = []) => {
    const run = new RunningRollout(sandbox, NAME, ['run', 'rollout.yaml', ...args]);
    runs.push(run);
    return run;
  };
  const lastTold = (run: RunningRollout): number => run.told.at(-1) ?? 0;

  test.runIf(canMount())('a full disk stops what goes forward, and no kill; space lets it go on', () =>
    withSmallDisk('2m', async (disk) => {
      const state = join(disk, 'state');
      mkdirSync(state, { mode: 0o700 });
      try {
        const run = start('10m', '', ['--state', state]);
        await run.until(() => lastTold(run) > 1.1);
        fill(join(disk, 'rubbish'));
        await run.until(() => run.stdout.includes('its state cannot be written: the disk is full'));
        const held = lastTold(run);
        rmSync(join(disk, 'rubbish'));
        await run.until(() => lastTold(run) > held);
        fill(join(disk, 'rubbish'));
        const { exit, stdout } = await sandbox.run(`rollout kill ${NAME} --state ${state}`);
        expect([exit, stdout]).toEqual([0, expect.stringContaining('checkout-v2 is off')]);
        await run.until(() => lastTold(run) === 0);
        expect(await run.end('SIGINT')).toBe(130);
      } finally {
        await endRuns();
      }
    }),
  );

  test('what is kept of a run is damaged: it goes on from its record, and says so', async () => {
    const run = start('10m');
    await run.untilStatus(({ percentage }) => percentage > 1.2);
    await run.end('SIGKILL');
    const before = await run.durableTarget();
    const frame = join(run.directory, 'frame.json');
    const text = readFileSync(frame, 'utf8');
    writeFileSync(
      frame,
      text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
    );
    const next = again();
    await next.untilStatus(({ percentage }) => percentage > before);
    expect(next.told[0]).toBeLessThanOrEqual(before);
    expect(next.stderr).toContain('ROLLOUT_LOST');
    expect(next.stderr).toContain('what was left of the run cannot be gone on with');
    expect(await next.end('SIGINT')).toBe(130);
  });

  test.each(['{', '[]', '{"format": 9}'])('a damaged status, %s, ends nothing', async (damaged) => {
    const run = start('10m');
    await run.untilStatus(({ percentage }) => percentage > 1);
    await run.end('SIGKILL');
    const file = join(run.directory, 'status.json');
    writeFileSync(file, damaged);
    const shown = await sandbox.run(`rollout status ${NAME} -o json`);
    expect(shown.exit).toBe(0);
    const [status] = JSON.parse(shown.stdout);
    expect(status.percentage).toBeGreaterThanOrEqual(1);
    expect(status.reasons.map(({ text }: { text: string }) => text)).toEqual(['no controller runs']);
    const next = again();
    await next.untilStatus(({ percentage, tick }) => percentage > 1 && tick > 0);
    expect(readStatus(run.directory).kind).toBe('found');
    expect(await next.end('SIGINT')).toBe(130);
  });

  const notify = (receiver: Receiver) => {
    sandbox.write('url.secret', receiver.url);
    sandbox.write('key.secret', KEY);
    for (const file of ['url.secret', 'key.secret']) chmodSync(join(sandbox.work, file), 0o600);
    return 'notify: [{webhook: {url_file: url.secret, secret_file: key.secret, on: [started, step, reset, completed, killed]}}]\n';
  };

  const areSigned = ({ received }: Receiver) => {
    for (const one of received) expect(signatureOf(one)).toBe(one.headers['webhook-signature']);
  };

  test('a receiver is told of start, step, reset and completion, each signed', async () => {
    const receiver = await Receiver.start();
    try {
      const more = `bake: 1h\nafter_reset: {percentage: first_step, do: continue, at_most: 3}\n${notify(receiver)}`;
      const run = start('10m', more);
      await run.until(() => typesOf(receiver).includes('rollout.step'));
      exporter.reading = 5;
      await run.until(() => typesOf(receiver).includes('rollout.reset'));
      exporter.reading = 0;
      await run.untilStatus(({ step, decision }) => step === 1 && decision === 'forward');
      expect((await sandbox.run(`rollout advance ${NAME}`)).exit).toBe(0);
      await run.until(() => typesOf(receiver).includes('rollout.completed'));
      expect(typesOf(receiver)[0]).toBe('rollout.started');
      expect(receiver.received.every(({ body }) => JSON.parse(body).data.rollout === NAME)).toBe(true);
      areSigned(receiver);
      expect(await run.end('SIGINT')).toBe(130);
    } finally {
      await receiver.stop();
    }
  });

  test('a receiver is told of a kill, signed', async () => {
    const receiver = await Receiver.start();
    try {
      const run = start('10m', notify(receiver));
      await run.untilStatus(({ percentage }) => percentage >= 1);
      expect((await sandbox.run(`rollout kill ${NAME} --reason "errors in Norway"`)).exit).toBe(0);
      await run.until(() => typesOf(receiver).includes('rollout.killed'));
      areSigned(receiver);
      expect(await run.end('SIGINT')).toBe(130);
    } finally {
      await receiver.stop();
    }
  });

  test('a receiver that never answers delays no tick', async () => {
    const receiver = await Receiver.start();
    receiver.answer = () => 'silence';
    try {
      const run = start('2s', notify(receiver));
      expect(await run.ended()).toBe(0);
      expect(run.told.at(-1)).toBe(100);
      // It was told of nothing but the first note, which it has not answered: nobody waited for it.
      expect(new Set(typesOf(receiver))).toEqual(new Set(['rollout.started']));
    } finally {
      await receiver.stop();
    }
  });
});

const typesOf = ({ received }: Receiver): string[] => received.map(({ body }) => JSON.parse(body).type);

/** As Standard Webhooks says. */
function signatureOf({ headers, body }: Received): string {
  const key = Buffer.from(KEY.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

/** Until nothing more goes on the disk. */
function fill(file: string): void {
  for (const size of [64 * 1024, 4096, 1])
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch {}
}
