import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Plan } from '../../src/circuit/plan.ts';
import { connect } from '../../src/prometheus/connect.ts';
import { run } from '../../src/run/run.ts';
import { openHistory } from '../../src/source/history.ts';
import { record } from '../../src/source/record.ts';
import { openRecorded } from '../../src/source/replay.ts';
import type { Source } from '../../src/source/source.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { findPrometheus, startPrometheus } from '../support/prometheus.ts';
import { averageLatency, planOf } from './engine-policy.ts';
import { leastTimes } from './least-times.ts';
import { preflightCost } from './preflight.ts';
import type { Row } from './row.ts';

const DAY = 86_400;
export const FROM = 1_760_000_000 - (1_760_000_000 % 60);
const SERIES = ['a', 'b', 'c', 'd'] as const;
const CHUNK = 11_000;
/** Rounds of what asks a Prometheus, and of what replays a recording. */
const DOWNLOADS = 5;
const REPLAYS = 9;

/**
 * History and recordings: time against what cannot be faster, and memory. Needs a Prometheus; without one
 * only recordings are measured.
 */
export async function* history(): AsyncGenerator<Row> {
  yield* replay();
  if (!findPrometheus()) return;
  yield* month();
  yield* preflightCost();
  yield* year();
}

const gauge = (name: string, i: number) => ({
  name: `latency_${name}`,
  type: 'gauge' as const,
  value: (time: number) => latencyAt(time, i),
});

/** Milliseconds that swell and ebb over hours, over the forward threshold for some of them. */
export const latencyAt = (time: number, phase: number): number =>
  55 + 20 * Math.sin(time / 3600 + phase) + (time % 97) / 13;

/** A policy of the first so many queries, all read by one ramp; times in seconds. */
export const policyOf = (queries: number, interval: number): unknown[] => [
  ...SERIES.slice(0, queries).map((name, i) => ({
    query: {
      promql: {
        query_string: `sum(latency_${name})`,
        evaluation_interval: `${interval}s`,
        out_ports: { output: { signal_name: `Q_${i}` } },
      },
    },
  })),
  ...SERIES.slice(0, queries).map((_, i) => ({
    decider: {
      operator: 'lt',
      in_ports: { lhs: { signal_name: `Q_${i}` }, rhs: { constant_signal: { value: 75 } } },
      out_ports: { output: { signal_name: `F_${i}` } },
    },
  })),
  {
    and: {
      in_ports: { inputs: SERIES.slice(0, queries).map((_, i) => ({ signal_name: `F_${i}` })) },
      out_ports: { output: { signal_name: 'FORWARD' } },
    },
  },
  {
    flow_control: {
      load_ramp: {
        in_ports: { forward: { signal_name: 'FORWARD' } },
        out_ports: { accept_percentage: { signal_name: 'ACCEPT' } },
        parameters: {
          sampler: { selectors: [{ control_point: 'ingress' }] },
          steps: [
            { target_accept_percentage: 1, duration: '0s' },
            { target_accept_percentage: 100, duration: '86400s' },
          ],
        },
      },
    },
  },
];

/** 30 days at 10 s, run whole, against downloading the same chunks one after another. */
async function* month(): AsyncGenerator<Row> {
  const [interval, ticks] = [10, (30 * DAY) / 10];
  const server = await startPrometheus(openMetrics(SERIES.map(gauge), FROM, FROM + 30 * DAY, 30));
  try {
    for (const [queries, atMost] of [
      [1, 1.3],
      [4, 1],
    ] as const) {
      const plan = planOf(policyOf(queries, interval), interval);
      const names = plan.queries.map(({ query_string }) => query_string);
      const times = await leastTimes(
        [
          () => download(server.url, names, ticks, interval),
          () => rehearse(server.url, plan, ticks, interval),
        ],
        { rounds: DOWNLOADS },
      );
      const name = `history: 30 days at 10 s, ${queries === 1 ? 'one query' : `${queries} queries`}`;
      yield { name, value: times[1]! / times[0]!, unit: 'x downloading', atMost };
    }
  } finally {
    await server.stop();
  }
}

export async function download(
  url: string,
  queries: readonly string[],
  ticks: number,
  interval: number,
): Promise<void> {
  for (const query of queries)
    for (let first = 0; first < ticks; first += CHUNK) {
      const start = FROM + first * interval;
      const end = start + (Math.min(CHUNK, ticks - first) - 1) * interval;
      const body = new URLSearchParams({
        query,
        start: String(start),
        end: String(end),
        step: String(interval),
      });
      await (
        await fetch(`${url}/api/v1/query_range`, {
          method: 'POST',
          body,
          headers: { 'accept-encoding': 'identity' },
        })
      ).text();
    }
}

async function rehearse(url: string, plan: Plan, ticks: number, interval: number): Promise<void> {
  const api = await connect({ url });
  const source = openHistory({
    api,
    queries: plan.queries,
    interval,
    from: FROM,
    to: FROM + ticks * interval,
  });
  await run({ policy: 'bench', plan, source, yieldToEventLoop });
  await source.close?.(ticks);
}

/** Peak memory of the command over a year at 60 s with four queries. */
async function* year(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const policy = join(folder, 'policy.json');
  writeFileSync(
    policy,
    JSON.stringify({ circuit: { evaluation_interval: '60s', components: policyOf(4, 60) } }),
  );
  const server = await startPrometheus(openMetrics(SERIES.map(gauge), FROM, FROM + 365 * DAY, 240));
  try {
    const args = [
      'simulate',
      '--policy-file',
      policy,
      '--prometheus',
      server.url,
      '--from',
      String(FROM),
      '--to',
      String(FROM + 365 * DAY),
      '-o',
      'json',
    ];
    yield {
      name: 'history: a year at 60 s, four queries',
      value: await peakOf(args),
      unit: 'MB at peak',
      atMost: 200,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const TELL_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))';

export async function peakOf(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', TELL_PEAK, resolve('dist/rollout.js'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const code = await new Promise((done) => child.on('close', done));
  const peak = /peak (\d+)$/.exec(said)?.[1];
  if (code !== 0 || peak === undefined)
    throw new Error(`rollout ${args.join(' ')} ended with ${code}: ${said}`);
  return Number(peak) / 1024;
}

/**
 * 30 days at 1 s from a recording, against the engine's own time for those ticks: its bare loop over readings
 * in memory.
 */
async function* replay(): AsyncGenerator<Row> {
  const ticks = 30 * DAY;
  const plan = planOf(averageLatency);
  const readings = Float64Array.from({ length: ticks }, (_, tick) => latencyAt(FROM + tick, 0));
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const options = { file: join(folder, 'month.rec'), queries: plan.queries, interval: plan.interval };
  const replayed = async (series = plan.columns) => {
    const source = await openRecorded(options);
    await run({ policy: 'bench', plan, source, series, yieldToEventLoop });
    await source.close!(ticks);
  };
  try {
    const recorder = await record(inMemory(readings), options);
    await run({ policy: 'bench', plan, source: recorder });
    await recorder.close!(ticks);
    const [engine, memory, result, course] = (await leastTimes(
      [
        async () => tickThrough(plan, readings),
        async () =>
          void (await run({
            policy: 'bench',
            plan,
            source: inMemory(readings),
            series: [],
            yieldToEventLoop,
          })),
        () => replayed([]),
        () => replayed(),
      ],
      { rounds: REPLAYS },
    )) as [number, number, number, number];
    yield { name: 'history: replay of 30 days at 1 s', value: ticks / result, unit: 'ticks/s' };
    yield { name: 'history: the same from memory', value: ticks / memory, unit: 'ticks/s' };
    yield {
      name: 'history: replay against the engine alone',
      value: result / engine,
      unit: 'x its time',
      atMost: 2,
    };
    yield {
      name: 'history: the same with the course of all signals',
      value: course / engine,
      unit: 'x its time',
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tickThrough(plan: Plan, readings: Float64Array): void {
  const { frame, tick } = plan.start();
  const { resultSlot } = plan.queries[0]!;
  for (let t = 0; t < readings.length; t++) {
    tick();
    frame[resultSlot] = readings[t]!;
  }
}

/** A source of one query whose readings are there already. */
const inMemory = (readings: Float64Array): Source => ({
  pace: 'batch',
  resultsOn: 'evaluations',
  start: FROM,
  ticks: readings.length,
  batch: CHUNK,
  fill: ([column], first, count) => column!.set(readings.subarray(first, first + count)),
  why: () => undefined,
  cursor: () => null,
  faults: () => [],
  facts: () => ({ kind: 'history', name: null, url: null, server: null }),
  diagnostics: () => [],
});
