import { Rehearsals } from '../../src/cli/judge/rehearsals.ts';
import type { History } from '../../src/judge/history.ts';
import type { Injection } from '../../src/judge/injection/injection.ts';
import type { StartOutcomes } from '../../src/judge/outcome.ts';
import { measure } from '../../src/judge/tune/measure.ts';
import { sharedColumns } from '../../src/source/columns.ts';
import { bareLoop } from './bare-loop.ts';
import { HORIZON, HOUR, INTERVAL, rehearse, TICKS, taskOf } from './judge-task.ts';
import { leastTimes } from './least-times.ts';
import type { Row } from './row.ts';

/** In the first ten each worker still compiles what it runs often. */
const ROUNDS = { rounds: 20, warmUp: 0 };
const SETTINGS = 200;

/** Rehearsals alone, on one thread and on two. */
export async function* rehearsals(): AsyncGenerator<Row> {
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

const plainTicks = (outcomes: readonly StartOutcomes[]) => sum(outcomes.map(({ healthy }) => healthy.ticks));
const injectedTicks = (outcomes: readonly StartOutcomes[]) =>
  sum(outcomes.map(({ injected }) => injected[0]!.ticks));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function* plain(one: Rehearsals, two: Rehearsals): AsyncGenerator<Row> {
  const task = taskOf(75);
  const ticks = plainTicks(await rehearse(one, task));
  const [alone, shared] = await leastTimes([() => rehearse(one, task), () => rehearse(two, task)], ROUNDS);
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
  const [alone, shared, bareAlone, bareShared] = (await leastTimes(
    [() => rehearse(one, task), () => rehearse(two, task), () => bareLoop(2, 1), () => bareLoop(1, 2)],
    ROUNDS,
  )) as [number, number, number, number];
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
