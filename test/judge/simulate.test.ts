import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { compileLoaded, policyOfValues } from '../../src/cli/load-policy.ts';
import { NEVER, type StartOutcomes } from '../../src/judge/outcome.ts';
import { uniform } from '../../src/numerics/random.ts';
import type { RunEvent } from '../../src/run/result.ts';
import { formatMoment } from '../../src/text/time.ts';
import { recordSeries } from '../support/record-series.ts';
import { root } from '../support/script.ts';

// The built command line: what `assess` says of a start is what `simulate` from that moment on comes to.

const folder = mkdtempSync(join(tmpdir(), 'rollout-judge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const START = 1_760_000_400;
const TICKS = 1500;

const rollout = async (...args: readonly string[]): Promise<string> => {
  const command = [join(root, 'dist/rollout.js'), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 28 });
  return stdout;
};

/** Readings that stay for a while, below and above a scale, now and then none. */
function series(seed: number, scale: number): string {
  const stays = Array.from({ length: TICKS / 20 }, (_, i) => {
    const random = (stream: number) => uniform(seed, stream, i);
    const reading = random(1) < 0.05 ? '_' : scale * (0.2 + 1.1 * random(0) ** 2);
    return { reading, count: 1 + Math.floor(19 * random(2)) };
  });
  const rest = TICKS - stays.reduce((sum, { count }) => sum + count, 0);
  return [...stays, { reading: scale / 2, count: rest }]
    .map(({ reading, count }) => `${reading}*${count}`)
    .join(' ');
}

/** The largest threshold near to which readings are made, by blueprint. */
const SCALES = {
  'average-latency': 120,
  base: 100,
  'ema-latency': 100,
  'percentile-latency': 400,
  promql: 0.05,
};

test.each(Object.entries(SCALES))('%s: rehearsals are what simulate comes to', async (name, scale) => {
  const values = join(root, `examples/policy-tests/${name}.values.yaml`);
  const { plan } = compileLoaded(await policyOfValues(readFileSync(values, 'utf8'), { valuesFile: values }));
  const { interval, queries } = plan!;
  const texts = queries.map(({ query_string }, q) => `${query_string}=${series(q + 7, scale)}`);
  const recording = recordSeries(join(folder, `${name}.recording`), {
    start: START,
    interval,
    series: texts,
  });
  const part = await rollout('assess', values, '--replay', recording, '--shard', '1/1');
  const outcomes = part
    .trim()
    .split('\n')
    .slice(1, -1)
    .map((line) => (JSON.parse(line) as StartOutcomes).healthy);
  const { run } = (JSON.parse(part.split('\n')[0]!) as { basis: { run: { starts: { horizon: number } } } })
    .basis;
  const several = [
    ...outcomes.filter(({ reset }) => reset !== NEVER).slice(0, 2),
    ...outcomes.filter(({ reset }) => reset === NEVER).slice(0, 1),
  ];
  expect(several.length).toBeGreaterThan(1);
  await Promise.all(
    several.map(async (outcome) => {
      const from = START + outcome.start * interval;
      const to = from + run.starts.horizon * interval;
      const period = ['--from', formatMoment(from), '--to', formatMoment(to)];
      const json = await rollout(
        'simulate',
        values,
        '--start',
        '--replay',
        recording,
        ...period,
        '-o',
        'json',
      );
      const { events, completed_at } = JSON.parse(json) as {
        readonly events: readonly RunEvent[];
        readonly completed_at: string | null;
      };
      const { completed } = outcome;
      const end = completed === NEVER ? Number.POSITIVE_INFINITY : completed;
      const reset = events.find(({ kind, tick }) => kind === 'reset' && tick <= end)?.tick ?? NEVER;
      expect({ reset, completed_at }).toEqual({
        reset: outcome.reset,
        completed_at: completed === NEVER ? null : formatMoment(from + completed * interval),
      });
    }),
  );
});
