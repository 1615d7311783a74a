import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rehearsals, type RehearsalTask } from '../../src/cli/judge/rehearsals.ts';
import { factsOf, memoriesIn } from '../../src/judge/assess/facts.ts';
import type { History } from '../../src/judge/history.ts';
import type { Injection } from '../../src/judge/injection/injection.ts';
import type { StartOutcomes } from '../../src/judge/outcome.ts';
import { startNumbers } from '../../src/judge/shard.ts';
import { measure } from '../../src/judge/tune/measure.ts';
import { connect } from '../../src/prometheus/connect.ts';
import { run } from '../../src/run/run.ts';
import { fillColumns, sharedColumns } from '../../src/source/columns.ts';
import { openHistory } from '../../src/source/history.ts';
import { record } from '../../src/source/record.ts';
import type { Source } from '../../src/source/source.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { findPrometheus, startPrometheus } from '../support/prometheus.ts';
import { bareLoop } from './bare-loop.ts';
import { averageLatency, planOf } from './engine-policy.ts';
import { download, FROM, latencyAt, peakOf, policyOf } from './history.ts';
import { median, type Row } from './row.ts';

const INTERVAL = 10;
const HOUR = 3600 / INTERVAL;
const TICKS = 90 * 24 * HOUR;
const COUNT = 1000;
const HORIZON = 72 * HOUR;
/** In the first ten each worker still compiles what it runs often. */
const ROUNDS = 20;
const SERVER_ROUNDS = 5;
const SETTINGS = 200;
const QUERY = 'sum(latency)';

/** Rehearsals on 90 days at 10 s: 1,000 of 72 hours, by the average-latency policy. */
export async function* judge(): AsyncGenerator<Row> {
  const history = historyOf();
  const one = new Rehearsals(history, 1);
  const two = new Rehearsals(history, 2);
  try {
    yield* plain(one, two);
    yield* injected(one, two);
    yield* settings(two);
  } finally {
    await one.close();
    await two.close();
  }
  yield* memory();
  if (findPrometheus()) yield* fromServer();
}

/** Latencies that swell and ebb over hours, from tick to tick other by a few milliseconds, with peaks here and there. */
function historyOf(): History {
  const [column] = sharedColumns(1, TICKS) as [Float64Array];
  let state = 1;
  for (let tick = 0; tick < TICKS; tick++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    column[tick] =
      62 + 12 * Math.sin(tick / HOUR / 3) + (state / 2 ** 32) * 14 + (tick % 9001 === 0 ? 40 : 0);
  }
  return { start: 0, interval: INTERVAL, ticks: TICKS, columns: [column] };
}

/** The policy with another threshold for going forward, on a ramp of 48 hours. */
function taskOf(forward: number, injections: readonly Injection[] = []): RehearsalTask {
  const components = JSON.parse(
    JSON.stringify(averageLatency)
      .replace('"value":75', `"value":${forward}`)
      .replace('"300s"', `"${48 * 3600}s"`)
      .replace('"evaluation_interval":"1s"', `"evaluation_interval":"${INTERVAL}s"`),
  ) as unknown[];
  const plan = planOf(components, INTERVAL);
  const circuit = { evaluation_interval: `${INTERVAL}s`, components };
  return {
    policy: { plan, document: {}, loaded: { resource: { spec: { circuit } } as never } },
    starts: { every: Math.floor((TICKS - HORIZON) / COUNT), horizon: HORIZON, count: COUNT },
    injections,
  };
}

const slower: Injection = {
  effect: 'AVERAGE_LATENCY_0: x1.1',
  signal: 'AVERAGE_LATENCY_0',
  query: 0,
  operator: 'x',
  size: 1.1,
  from: 0,
  after: 0,
  share: { kind: 'whole' },
  window: 300,
  offset: 0,
};

const rehearse = (rehearsals: Rehearsals, task: RehearsalTask, meanwhile?: () => void) =>
  rehearsals.rehearse(task, startNumbers(COUNT), {
    signal: new AbortController().signal,
    onDone: () => {},
    meanwhile,
  });

const plainTicks = (outcomes: readonly StartOutcomes[]) => sum(outcomes.map(({ healthy }) => healthy.ticks));
const injectedTicks = (outcomes: readonly StartOutcomes[]) =>
  sum(outcomes.map(({ injected }) => injected[0]!.ticks));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function* plain(one: Rehearsals, two: Rehearsals): AsyncGenerator<Row> {
  const task = taskOf(75);
  const ticks = plainTicks(await rehearse(one, task));
  const [alone, shared] = await leastTimes([() => rehearse(one, task), () => rehearse(two, task)]);
  yield { name: 'judge: rehearsed ticks, one thread', value: ticks / alone!, unit: 'ticks/s' };
  yield {
    name: 'judge: rehearsed ticks, two workers',
    value: ticks / shared!,
    unit: 'ticks/s',
    atLeast: 100e6,
  };
}

async function* injected(one: Rehearsals, two: Rehearsals): AsyncGenerator<Row> {
  const task = taskOf(75, [slower]);
  const ticks = injectedTicks(await rehearse(one, task));
  const [alone, shared, bareAlone, bareShared] = (await leastTimes([
    () => rehearse(one, task),
    () => rehearse(two, task),
    () => bareLoop(2, 1),
    () => bareLoop(1, 2),
  ])) as [number, number, number, number];
  yield { name: 'judge: injected ticks, one thread', value: ticks / alone, unit: 'ticks/s' };
  yield { name: 'judge: injected ticks, two workers', value: ticks / shared, unit: 'ticks/s' };
  yield {
    name: 'judge: two workers, where bare loops get 2',
    value: (2 * (alone / shared)) / (bareAlone / bareShared),
    unit: 'x one thread',
    atLeast: 1.7,
  };
}

/** As `tune` does it: settings are rehearsed and measured, one after another. */
async function* settings(two: Rehearsals): AsyncGenerator<Row> {
  const tasks = Array.from({ length: SETTINGS / 10 }, (_, i) => taskOf(65 + i, [slower]));
  const terms = { horizon: HORIZON, window: 30, isMemoryLong: false, interval: INTERVAL };
  let [tuned, bare] = [0, 0];
  for (const task of tasks) {
    const before = performance.now();
    measure(await inOrder(rehearse(two, task)), terms);
    const between = performance.now();
    await bareLoop(1, 2);
    tuned += between - before;
    bare += performance.now() - between;
  }
  const value = (tuned / 1000) * (SETTINGS / tasks.length);
  yield { name: `judge: tune, ${SETTINGS} settings, two workers`, value, unit: 's' };
  yield {
    name: 'judge: a setting against 300 million additions',
    value: tuned / bare,
    unit: 'x their time',
    atMost: 0.6,
  };
}

const inOrder = async (outcomes: Promise<readonly StartOutcomes[]>): Promise<StartOutcomes[]> =>
  [...(await outcomes)].sort((a, b) => a.healthy.start - b.healthy.start);

/** What `assess` does with 90 days of a server, against downloading the same chunks one after another. */
async function* fromServer(): AsyncGenerator<Row> {
  const end = FROM + TICKS * INTERVAL;
  const gauge = { name: 'latency', type: 'gauge' as const, value: (time: number) => latencyAt(time, 0) };
  const server = await startPrometheus(openMetrics([gauge], FROM, end, 60));
  try {
    const ratios: number[] = [];
    for (let round = 0; round < SERVER_ROUNDS; round++) {
      const [bare, assessed] = await leastTimes(
        [() => download(server.url, [QUERY], TICKS, INTERVAL), () => assess(server.url)],
        1,
      );
      ratios.push(assessed! / bare!);
    }
    const name = 'judge: 90 days at 10 s, 1,000 rehearsals of 72 h';
    yield { name, value: median(ratios), unit: 'x downloading', atMost: 1.2 };
  } finally {
    await server.stop();
  }
}

/** Reads the history, rehearses on it, and looks at how long it remembers. */
async function assess(url: string): Promise<void> {
  const task = taskOf(75);
  const { plan } = task.policy;
  const to = FROM + TICKS * INTERVAL;
  const queries = plan.queries.map((query) => ({ ...query, query_string: QUERY }));
  const source = openHistory({ api: await connect({ url }), queries, interval: INTERVAL, from: FROM, to });
  const columns = sharedColumns(1, TICKS);
  await fillColumns(source, columns, { offset: 0, signal: new AbortController().signal, onRead: () => {} });
  const history = { start: FROM, interval: INTERVAL, ticks: TICKS, columns };
  const rehearsals = new Rehearsals(history, 2);
  await rehearse(rehearsals, task, () => void memoriesIn(plan, history));
  await rehearsals.close();
  factsOf(plan, history, []);
}

/** Peak memory of the command over a year at 60 s with four queries, and what a reading of it takes. */
async function* memory(): AsyncGenerator<Row> {
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

/** The least time of each, in seconds; taken in turns, so that a busy machine slows all of them. */
async function leastTimes(tasks: readonly (() => Promise<unknown>)[], rounds = ROUNDS): Promise<number[]> {
  const times = tasks.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, task] of tasks.entries()) {
      const before = performance.now();
      await task();
      times[i]!.push((performance.now() - before) / 1000);
    }
  }
  return times.map((own) => Math.min(...own));
}
