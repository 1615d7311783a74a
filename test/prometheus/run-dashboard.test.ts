import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStatus } from '../../src/control/state/status-file.ts';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { freePort } from '../support/free-port.ts';
import { values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

const VALUES = values({ last: '1h' });
const FLAGS = `{"flags": {"new": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"}}}\n`;

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

withPrometheus('the dashboard of a rollout that runs', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let run: RunningRollout;
  beforeAll(async () => {
    exporter = await startExporter();
    const port = await freePort();
    const scraped = `  - {job_name: rollout, scrape_interval: 1s, static_configs: [{targets: ['127.0.0.1:${port}']}]}\n`;
    const config = exporter.config.replace(/scrape_configs: \[(.*)\]\n$/s, 'scrape_configs:\n  - $1\n');
    server = await startPrometheus(undefined, [], config + scraped);
    sandbox = new Sandbox(
      new Map([
        ['flags.json', FLAGS],
        ['values.yaml', VALUES],
        [
          'rollout.yaml',
          `rollout: checkout-v2\nvalues_file: values.yaml\nprometheus: {url: "${server.url}"}\nstart: manually\nactuators:\n  - flagd: {file: flags.json, flag: new}\n`,
        ],
      ]),
    );
    const words = ['run', 'rollout.yaml', '--listen', `127.0.0.1:${port}`];
    run = new RunningRollout(sandbox, 'checkout-v2', words);
  });
  afterAll(async () => {
    await run?.end('SIGKILL');
    sandbox?.close();
    await server?.stop();
    await exporter?.close();
  });

  const ask = async (path: string): Promise<unknown[]> => {
    const answer = (await (await fetch(`${server.url}/api/v1/${path}`)).json()) as {
      status: string;
      data: { result: unknown[] };
    };
    expect(answer.status, path).toBe('success');
    return answer.data.result;
  };

  /** As Grafana asks over the last minutes. */
  const range = (expr: string) => {
    const now = Date.now() / 1000;
    const query = encodeURIComponent(expr.replaceAll('$__rate_interval', '15s'));
    return ask(`query_range?query=${query}&start=${now - 120}&end=${now}&step=1`);
  };

  test('has no panel and no line of one that is empty', async () => {
    const { stdout, exit } = await sandbox.run('rollout policy dashboard --rollout-file rollout.yaml');
    expect(exit).toBe(0);
    const { panels } = JSON.parse(stdout) as { panels: Panel[] };
    expect(panels.length).toBe(10);
    await run.untilStatus(({ state }) => state === 'not_started');
    await until(async () => (await range('rollout_held{reason="not_started"}')).length > 0);
    expect((await sandbox.run('rollout start checkout-v2')).exit).toBe(0);
    await run.untilStatus(({ step, actuators }) => step === 1 && actuators[0]!.in_force !== null);
    await until(async () => (await range('rollout_target_in_force > 0')).length > 0);
    await until(async () => (await range('increase(rollout_target_failures_total[15s])')).length > 0);
    for (const { title, targets } of panels)
      for (const { expr } of targets) expect(await range(expr), `${title}: ${expr}`).not.toEqual([]);
    expect(readStatus(join(run.directory)).kind).toBe('found');
  });
});
