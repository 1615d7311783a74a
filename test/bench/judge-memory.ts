import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/run/run.ts';
import { record } from '../../src/source/record.ts';
import type { Source } from '../../src/source/source.ts';
import { planOf } from './engine-policy.ts';
import { peakOf, policyOf } from './history.ts';
import type { Row } from './row.ts';

/** Peak memory of the command over a year at 60 s with four queries, and what a reading of it takes. */
export async function* memory(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const policy = join(folder, 'policy.json');
  const components = policyOf(4, 60);
  writeFileSync(policy, JSON.stringify({ circuit: { evaluation_interval: '60s', components } }));
  const plan = planOf(components, 60);
  const peakOver = async (days: number): Promise<number> => {
    const ticks = days * 1440;
    const file = join(folder, `${days}.recording`);
    const recorder = await record(steady(ticks), { file, queries: plan.queries, interval: 60 });
    await run({ policy: 'bench', plan, source: recorder, series: [] });
    await recorder.close!(ticks);
    const horizon = ['--horizon', '3d', '--jobs', '2'];
    return peakOf(['assess', '--policy-file', policy, '--replay', file, ...horizon, '-o', 'json']);
  };
  try {
    const [month, year] = [await peakOver(30), await peakOver(365)];
    const readings = 4 * (365 - 30) * 1440;
    yield { name: 'judge: a year at 60 s, four queries', value: year, unit: 'MB at peak', atMost: 250 };
    yield {
      name: 'judge: a reading of it',
      value: Math.max(0, ((year - month) * 2 ** 20) / readings),
      unit: 'bytes',
      atMost: 64,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A source of four queries that are a little other on each tick. */
const steady = (ticks: number): Source => ({
  pace: 'batch',
  resultsOn: 'evaluations',
  start: 1_760_000_400,
  ticks,
  batch: 11_000,
  fill: (columns, first, count) => {
    for (const [q, column] of columns.entries())
      for (let i = 0; i < count; i++) column[i] = 60 + q + ((first + i) % 97) / 13;
  },
  why: () => undefined,
  cursor: () => null,
  faults: () => [],
  facts: () => ({ kind: 'history', name: null, url: null, server: null }),
  diagnostics: () => [],
});
