import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { expectPartsToEqualTheWhole, PartProcesses } from '../support/part-process.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const LIVE = { ticks: 240, runs: 5 };
/** More than the 11,000 points of one answer, so that cuts fall into two chunks. */
const HISTORY = { ticks: 14_000, runs: 5 };

withPrometheus('a run on a real server that is cut and goes on in new processes equals the whole', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-resume-'));
  let server: RunningPrometheus;
  let processes: PartProcesses;
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
    processes = await PartProcesses.in(directory);
  });
  afterAll(async () => {
    processes?.close();
    rmSync(directory, { recursive: true });
    await server?.stop();
  });

  test('live, with outages, and a controller that was away for less than an interval', async () => {
    const start = EXAMPLE.badFrom - 60;
    const file = join(directory, 'live.rec');
    const source = { kind: 'live', url: server.url, start, record: file, delay: 0.5 } as const;
    await expectPartsToEqualTheWhole(processes, source, LIVE);
    await expectPartsToEqualTheWhole(processes, { kind: 'replay', file }, LIVE);
  });

  test('history, and a replay of its recording', async () => {
    const start = EXAMPLE.badFrom - 10_000;
    const file = join(directory, 'history.rec');
    const source = { kind: 'history', url: server.url, start, record: file } as const;
    await expectPartsToEqualTheWhole(processes, source, HISTORY);
    await expectPartsToEqualTheWhole(processes, { kind: 'replay', file }, HISTORY);
  });
});
