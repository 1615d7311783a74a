import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { values } from '../support/moved-rollout.ts';
import { findPrometheus, type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

const FLAGS = `{"flags": {"new": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"}}}\n`;

interface Done {
  readonly changed: boolean;
  readonly id: string;
}

withPrometheus('rollout run --listen', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let run: RunningRollout | undefined;
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
    await run?.end('SIGKILL');
    run = undefined;
    sandbox.close();
  });

  /** Runs a ramp whose last step takes so long; the address of its API. */
  async function start(last: string, args: readonly string[] = []): Promise<string> {
    sandbox.write('values.yaml', values({ last }));
    sandbox.write(
      'rollout.yaml',
      `rollout: checkout-v2\nvalues_file: values.yaml\nprometheus: {url: "${server.url}"}\nstart: immediately\nactuators:\n  - flagd: {file: flags.json, flag: new}\n`,
    );
    const words = ['run', 'rollout.yaml', '--listen', '127.0.0.1:0', ...args];
    const started = new RunningRollout(sandbox, 'checkout-v2', words);
    run = started;
    await started.untilStatus(({ tick }) => tick > 0);
    const { url, pid } = JSON.parse(readFileSync(join(started.directory, 'api.json'), 'utf8'));
    expect(pid).toBe(started.process.pid);
    expect(started.stderr).toContain(`listening on ${url}\n`);
    return url;
  }

  const ask = (url: string, verb: string, id: string, token = 'the-token') =>
    fetch(`${url}/api/v1/rollouts/checkout-v2/${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, by: 'ada@host', reason: 'slow' }),
    });

  const weightOn = () => readFileSync(join(sandbox.work, 'flags.json'), 'utf8').match(/\["on",(\d+)\]/)?.[1];

  test('says where it stands, and is steered by who has the token', async () => {
    sandbox.write('token', 'the-token\n');
    chmodSync(join(sandbox.work, 'token'), 0o600);
    const url = await start('10m', ['--token-file', 'token']);
    await run!.untilStatus(({ step }) => step === 1);
    expect(await (await fetch(`${url}/readyz`)).text()).toBe('ready\n');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('rollout_leader{rollout="checkout-v2"} 1\n');
    for (const line of [
      'rollout_steps{rollout="checkout-v2"} 2',
      'rollout_query_failures_total{rollout="checkout-v2"} 0',
      `rollout_target_failures_total{rollout="checkout-v2",target="flagd ${join(sandbox.work, 'flags.json')} new"} 0`,
      'rollout_signal{rollout="checkout-v2",signal="PROMQL_0"} 0',
    ])
      expect(metrics).toContain(`${line}\n`);
    expect(metrics).toMatch(/^rollout_tick_delay_seconds\{rollout="checkout-v2"\} 0\.?\d*$/m);
    const { promtool } = findPrometheus()!;
    const checked = spawnSync(promtool, ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
    expect(checked.stderr + checked.stdout).toBe('');
    const list = (await (await fetch(`${url}/api/v1/rollouts`)).json()) as {
      rollout: string;
      steps: number;
    }[];
    expect(list.map(({ rollout, steps }) => `${rollout} ${steps}`)).toEqual(['checkout-v2 2']);

    expect((await ask(url, 'kill', 'x', 'another')).status).toBe(401);
    const paused = (await (await ask(url, 'pause', 'p1')).json()) as Done;
    expect(paused).toMatchObject({ changed: true, id: 'p1' });
    await run!.untilStatus(({ state }) => state === 'paused');
    expect(((await (await ask(url, 'pause', 'p1')).json()) as Done).changed).toBe(false);
    expect((await ask(url, 'unkill', 'u1')).status).toBe(200);

    await ask(url, 'kill', 'k1');
    await run!.untilStatus(({ state, actuators }) => state === 'killed' && actuators[0]!.confirmed === 0);
    expect(weightOn() ?? '0').toBe('0');
    expect((await ask(url, 'start', 's1')).status).toBe(409);
    const events = (await (await fetch(`${url}/api/v1/rollouts/checkout-v2/events?after=1`)).json()) as {
      kind: string;
      sequence: number;
      by: string | null;
      reason: string;
    }[];
    expect(events[0]!.sequence).toBe(2);
    expect(events.find(({ kind }) => kind === 'kill')).toMatchObject({
      by: 'ada@host over the API from 127.0.0.1',
      reason: 'slow',
    });
    expect(await run!.end('SIGINT')).toBe(130);
    expect(existsSync(join(run!.directory, 'api.json'))).toBe(false);
  });

  test('without a token nobody steers it', async () => {
    const url = await start('10m');
    expect((await ask(url, 'kill', 'k1')).status).toBe(403);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await run!.end('SIGINT')).toBe(130);
  });

  test('who reads its metrics reads that it is complete before it ends', async () => {
    const url = await start('1s');
    await (await fetch(`${url}/metrics`)).text();
    await until(() => run!.stderr.includes('checkout-v2 is complete'));
    const last = await (await fetch(`${url}/metrics`)).text();
    expect(last).toContain('rollout_state{rollout="checkout-v2",state="completed"} 1\n');
    expect(last).toContain('rollout_accept_percentage{rollout="checkout-v2"} 100\n');
    expect(await run!.ended()).toBe(0);
  });

  test('an address that is taken is said, and nothing was told', async () => {
    const url = await start('10m');
    const taken = new URL(url).host;
    const { exit, stderr } = await sandbox.call(`rollout run rollout.yaml --state other --listen ${taken}`);
    expect(exit).toBe(3);
    expect(stderr).toContain(`API_LISTEN ${taken} cannot be listened on: something else listens there`);
  });
});
