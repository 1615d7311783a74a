import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { faultProxy, onQueries } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const BINARY = resolve('dist/rollout.js');
const EXAMPLE_VALUES = readFileSync('examples/policy-tests/average-latency.values.yaml', 'utf8');
const FROM = String(EXAMPLE.badFrom - 1800);
const TO = String(EXAMPLE.badTo + 1800);

withPrometheus('recordings of the built binary', () => {
  let server: RunningPrometheus;
  let directory: string;
  let values: string;
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
    directory = await mkdtemp(join(tmpdir(), 'rollout-record-'));
    values = join(directory, 'values.yaml');
    writeFileSync(
      values,
      EXAMPLE_VALUES.replace('        criteria:', '        window: 25s\n        criteria:'),
    );
  });
  afterAll(async () => {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const simulate = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
      const all = [BINARY, 'simulate', '--values-file', values, '--start', '-o', 'json', ...args];
      execFile(process.execPath, all, { maxBuffer: 64 * 1024 * 1024 }, (problem, stdout, stderr) =>
        done({ code: problem ? Number(problem.code) : 0, stdout, stderr }),
      );
    });

  test('a replay prints what the run printed, byte for byte, and needs no server', async () => {
    const file = join(directory, 'a.rec');
    const run = await simulate('--prometheus', server.url, '--from', FROM, '--to', TO, '--record', file);
    expect([run.code, JSON.parse(run.stdout)]).toMatchObject([
      0,
      {
        source: { kind: 'history', url: server.url },
        counts: { invalid: { AVERAGE_LATENCY_0: expect.any(Number) } },
      },
    ]);
    expect(JSON.parse(run.stdout).events.some(({ kind }: { kind: string }) => kind === 'reset')).toBe(true);
    const replay = await simulate('--replay', file);
    expect(replay.code).toBe(0);
    expect(replay.stdout).toBe(run.stdout);
    expect(JSON.parse(run.stdout).preflight).toEqual([
      expect.objectContaining({
        signal: 'AVERAGE_LATENCY_0',
        from: '2026-11-03T10:30:02.000Z',
        max: expect.any(Number),
        coverage: expect.any(Number),
        criteria: expect.arrayContaining([expect.objectContaining({ direction: 'reset' })]),
      }),
    ]);
    expect(JSON.parse(run.stdout).diagnostics.map(({ code }: { code: string }) => code)).toEqual([
      'PROM_WINDOW',
      'PROM_WINDOW',
      'PROM_OPEN_LOOP',
      'PROM_GAPS',
    ]);
  });

  test('a run without a preflight has no table of it, and neither has its replay', async () => {
    const file = join(directory, 'bare.rec');
    const range = ['--from', FROM, '--to', TO, '--record', file, '--no-preflight'];
    const run = await simulate('--prometheus', server.url, ...range);
    expect(Object.keys(JSON.parse(run.stdout))).not.toContain('preflight');
    expect((await simulate('--replay', file)).stdout).toBe(run.stdout);
  });

  test('a run that fails leaves no recording, and says which span it could not read', async () => {
    const proxy = await faultProxy(
      server.url,
      onQueries((_, { path }) => (path.endsWith('query_range') ? { kind: 'truncated' } : undefined)),
    );
    const file = join(directory, 'b.rec');
    const run = await simulate(
      '--prometheus',
      proxy.url,
      '--no-preflight',
      '--retries',
      '1',
      '--from',
      FROM,
      '--to',
      TO,
      '--record',
      file,
    );
    await proxy.close();
    expect([run.code, run.stdout]).toEqual([4, '']);
    expect(JSON.parse(run.stderr).diagnostics[0]).toMatchObject({
      code: 'PROM_RANGE',
      message: expect.stringContaining(
        'the history of AVERAGE_LATENCY_0 from 2026-11-03T10:30:00.000Z to 2026-11-03T12:29:59.000Z could not be read',
      ),
    });
    expect((await readdir(directory)).filter((name) => name.startsWith('b.'))).toEqual([]);
  });
});
