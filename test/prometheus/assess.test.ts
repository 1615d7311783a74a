import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { type FaultProxy, faultProxy } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { root, Sandbox } from '../support/script.ts';

const MINUTE = 60;
const PERIOD = `--from ${EXAMPLE.badFrom - 30 * MINUTE} --to ${EXAMPLE.badTo + 30 * MINUTE}`;
const REHEARSALS = "--every 47s --horizon 15m --inject 'AVERAGE_LATENCY_0: x1.5'";
const TRAFFIC = `--traffic 'sum(rate(http_requests_total[1m]))'`;

withPrometheus('an assessment on the history of a server', () => {
  let server: RunningPrometheus;
  let proxy: FaultProxy;
  let sandbox: Sandbox;
  let ranges: string[] = [];
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
    proxy = await faultProxy(server.url, (_n, { path }) => {
      if (path.includes('query_range')) ranges.push(path);
      return undefined;
    });
    const values = readFileSync(join(root, 'examples/policy-tests/average-latency.values.yaml'), 'utf8');
    sandbox = new Sandbox(new Map([['values.yaml', values]]));
  });
  afterAll(async () => {
    sandbox?.close();
    await proxy?.close();
    await server?.stop();
  });

  const json = async (line: string) => {
    const { stdout, stderr, exit } = await sandbox.run(`rollout ${line} -o json`);
    expect(exit, stderr).toBe(0);
    return JSON.parse(stdout);
  };
  const written = (file: string) => readFileSync(join(sandbox.work, file), 'utf8');
  const source = () => `--prometheus ${proxy.url} ${PERIOD} --no-preflight`;

  test('equals that on its recording, but for the commands it shows, and asks for each reading once', async () => {
    await json(`simulate --start ${source()} --record whole.recording`);
    const alone = ranges.length;
    ranges = [];
    const ofServer = await json(`assess ${source()} ${REHEARSALS}`);
    expect(ranges.length).toBe(alone);
    const ofRecording = await json(`assess --replay whole.recording ${REHEARSALS}`);
    const shown = /rollout simulate[^"]*/g;
    const bare = (one: object) => JSON.stringify(one).replace(shown, '');
    expect(bare(ofServer)).toBe(bare(ofRecording));
    expect(ofServer.false_alarms.reset.count).toBeGreaterThan(0);
  });

  test('each stretch has a command that shows its reset, on the server and on the recording', async () => {
    for (const from of [source(), '--replay whole.recording']) {
      const { false_alarms } = await json(`assess ${from} ${REHEARSALS}`);
      const { worst } = false_alarms.stretches;
      expect(worst.length).toBeGreaterThan(0);
      for (const { command } of worst) {
        const run = await json(command.replace(/^\S+ /, ''));
        expect(run.events.some(({ kind }: { kind: string }) => kind === 'reset')).toBe(true);
      }
    }
  });

  test('a tuning equals that from its recording, and writes the same file', async () => {
    const detect = `--every 2m --horizon 15m --detect 'AVERAGE_LATENCY_0: x1.5' --max-false-alarms 1 --min-completed 0`;
    const tuned = async (from: string, file: string) => {
      const line = `rollout tune values.yaml ${from} ${detect} --output-file ${file} --overwrite -o json`;
      const { stdout, stderr, exit } = await sandbox.run(line);
      expect(exit, stderr).toBe(0);
      return stdout.replace(/rollout simulate[^"]*/g, '');
    };
    ranges = [];
    const ofServer = await tuned(source(), 'server.yaml');
    const asked = ranges.length;
    const ofRecording = await tuned('--replay whole.recording', 'recording.yaml');
    expect(ofServer).toBe(ofRecording);
    expect(written('server.yaml')).toBe(written('recording.yaml'));
    expect(JSON.parse(ofServer).settings).toBeGreaterThan(1);
    // Each reading is asked for once, however many settings are tried.
    ranges = [];
    await json(`assess ${source()} ${REHEARSALS}`);
    expect(asked).toBe(ranges.length);
  });

  test('the requests of the traffic are those that the feature got', async () => {
    const { injections } = await json(`assess ${source()} ${REHEARSALS} ${TRAFFIC}`);
    const [{ exposure_requests, exposure_percent_hours }] = injections;
    expect(exposure_requests.p95).toBeGreaterThan(exposure_requests.p50 / 2);
    expect(exposure_percent_hours.p95).toBeGreaterThan(0);
  });

  test('a query that is evaluated on some ticks only is read at every tick, so that rehearsals start anywhere', async () => {
    sandbox.write(
      'slow.yaml',
      `# blueprint: promql
policy:
  policy_name: slow
  evaluation_interval: 10s
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps: [{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 100, duration: 3m}]
  drivers:
    promql_drivers:
      - query_string: 'sum(rate(http_requests_total{code="500"}[1m])) / sum(rate(http_requests_total[1m]))'
        criteria: {forward: {operator: lt, threshold: 0.01}, reset: {operator: gt, threshold: 0.02}}
`,
    );
    await sandbox.run(
      `rollout policy render slow.yaml --format spec | sed 's/^\\( \\{4,\\}evaluation_interval:\\) 10s/\\1 30s/' > policy.yaml`,
    );
    const ofServer = await json(`assess --policy-file policy.yaml ${source()} --every 50s --horizon 15m`);
    expect(ofServer.rehearsals.count).toBe(127);
    const { stderr, exit } = await sandbox.run(
      `rollout simulate --policy-file policy.yaml --start ${source()} --record slow.recording && rollout assess --policy-file policy.yaml --replay slow.recording --every 50s`,
    );
    expect(exit).toBe(2);
    expect(stderr).toContain('--every 50 s is no multiple of 30 s');
    const thirds = await json(
      'assess --policy-file policy.yaml --replay slow.recording --every 30s --horizon 15m',
    );
    const same = await json(`assess --policy-file policy.yaml ${source()} --every 30s --horizon 15m`);
    expect(thirds.false_alarms.reset).toEqual(same.false_alarms.reset);
    expect(thirds.completed).toEqual(same.completed);
    expect(thirds.history.blind).toEqual(same.history.blind);
  });
});
