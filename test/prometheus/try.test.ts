import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { type FaultProxy, faultProxy } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const BINARY = resolve('dist/rollout.js');
const VALUES = resolve('examples/policy-tests/average-latency.values.yaml');
const PERIOD = ['--from', String(EXAMPLE.badFrom - 1800), '--to', String(EXAMPLE.badTo + 1800)];
const PATH = 'policy.drivers.average_latency_drivers[0].criteria.forward.threshold';
const THRESHOLDS = [40, 60, 75];

withPrometheus('settings tried on a history', () => {
  let server: RunningPrometheus;
  let proxy: FaultProxy;
  let directory: string;
  let ranges = 0;
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
    proxy = await faultProxy(server.url, (_n, { path }) => {
      if (path.includes('query_range')) ranges++;
      return undefined;
    });
    directory = await mkdtemp(join(tmpdir(), 'rollout-try-'));
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const simulate = (...args: string[]) =>
    new Promise<{ results: unknown; ranges: number }>((done, failed) => {
      const before = ranges;
      const all = [BINARY, 'simulate', VALUES, '--start', '-o', 'json', ...args];
      execFile(process.execPath, all, { maxBuffer: 64 * 1024 * 1024 }, (problem, stdout) =>
        problem ? failed(problem) : done({ results: JSON.parse(stdout), ranges: ranges - before }),
      );
    });

  test('every query of any setting is tried before the runs', async () => {
    const history = ['--prometheus', server.url, ...PERIOD];
    const { stderr } = await promisify(execFile)(process.execPath, [
      ...[BINARY, 'simulate', VALUES, '--start', ...history],
      ...['--try', 'policy.policy_name=checkout-v2,nobody,nothing'],
    ]);
    const missing = [...stderr.matchAll(/warning PROM_NO_SERIES .*/g)].map(([line]) => line);
    expect(missing).toHaveLength(2);
  });

  test('each row is the result of a run alone, and the server is asked as often as by one run', async () => {
    const history = ['--prometheus', proxy.url, ...PERIOD, '--no-preflight'];
    const file = join(directory, 'history.rec');
    const recorded = await simulate(...history, '--record', file);
    const tried = ['--try', `${PATH}=${THRESHOLDS}`];
    const all = await simulate(...history, ...tried);
    expect(all.ranges).toBe(recorded.ranges);
    const replayed = await simulate('--replay', file, ...tried);
    expect(replayed).toEqual({ results: all.results, ranges: 0 });
    const rows = all.results as { settings: object; events: { kind: string }[] }[];
    for (const [i, threshold] of THRESHOLDS.entries()) {
      const alone = await simulate('--replay', file, '--value', `${PATH}=${threshold}`);
      expect(rows[i]).toMatchObject({ settings: { [PATH]: threshold }, ...(alone.results as object) });
    }
    expect(rows.at(-1)!.events.some(({ kind }) => kind === 'reset')).toBe(true);
  });
});
