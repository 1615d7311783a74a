import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { record } from '../../src/source/record.ts';
import type { BatchSource, SourceQuery } from '../../src/source/source.ts';
import { HISTORY, readings } from './service.ts';

/** The kept history of the guide, and the values whose query it answers. */
export const EXAMPLE_RECORDING = 'examples/judging/two-weeks.recording';
const EXAMPLE_VALUES = 'examples/judging/values.yaml';

/** Ticks of a section. */
const BATCH = 5040;

/** Records the two weeks of the example into a file, as a rehearsal on a Prometheus would have. */
export async function recordExample(root: string, file: string): Promise<void> {
  const queries = exampleQueries(root);
  const source = sourceOf(readings());
  const recorder = await record(source, { file, queries, interval: HISTORY.interval, overwrite: true });
  for (let first = 0; first < HISTORY.ticks; first += BATCH) {
    const count = Math.min(BATCH, HISTORY.ticks - first);
    await recorder.fill([new Float64Array(count)], first, count, 0);
  }
  await recorder.close?.(HISTORY.ticks);
}

/** The one query of the example's policy, as the built binary renders it. */
export function exampleQueries(root: string): SourceQuery[] {
  const values = join(root, EXAMPLE_VALUES);
  const render = [
    join(root, 'dist/rollout.js'),
    'policy',
    'render',
    values,
    '--format',
    'spec',
    '-o',
    'json',
  ];
  const text = execFileSync(process.execPath, render, { encoding: 'utf8' });
  return [...text.matchAll(/"query_string": ("(?:[^"\\]|\\.)*")/g)].map(([, quoted]) => ({
    signal: 'AVERAGE_LATENCY_0',
    query_string: JSON.parse(quoted!),
    every: 1,
  }));
}

const sourceOf = (means: Float64Array): BatchSource => ({
  pace: 'batch',
  resultsOn: 'evaluations',
  start: HISTORY.from,
  ticks: HISTORY.ticks,
  batch: BATCH,
  fill(columns, first, count) {
    columns[0]!.set(means.subarray(first, first + count));
  },
  why: () => undefined,
  faults: () => [],
  facts: () => ({
    kind: 'history',
    name: null,
    url: 'http://prometheus.example:9090',
    server: 'prometheus 2.42.0',
  }),
  cursor: (tick) => ({ tick }),
  diagnostics: () => [],
});
