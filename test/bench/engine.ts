import { cutLoops, type Feeds, inOrder } from '../../src/circuit/compile/loops.ts';
import type { Plan } from '../../src/circuit/plan.ts';
import { averageLatency, planOf, wideCircuit } from './engine-policy.ts';
import { byHand, byMaps, latencies, SIGNALS } from './engine-yardsticks.ts';
import { leastTimes } from './least-times.ts';
import { median, type Row } from './row.ts';

const TICKS = 100_000;
const SIZES = [4, 16, 64, 256] as const;

const least = (tasks: readonly (() => unknown)[]) => leastTimes(tasks, { rounds: 15, warmUp: 3 });

/**
 * Ticks a second of the engine beside its yardsticks, the price of a component in circuits of several sizes,
 * compile time, and the heap.
 */
export async function* engine(): AsyncGenerator<Row> {
  yield* yardsticks();
  yield* sizes();
  yield* compiling();
  yield heapOfTicks();
}

async function* yardsticks(): AsyncGenerator<Row> {
  const latency = latencies(TICKS);
  const few = latency.subarray(0, TICKS / 20);
  const [own, hand, maps] = [new Float64Array(TICKS), new Float64Array(TICKS), new Float64Array(few.length)];
  const readings = new Float64Array(SIGNALS.length);
  const plan = planOf(averageLatency);
  const run = runOf(plan, 'root/ACCEPT_PERCENTAGE');
  const [engine, byHandTime] = (await least([
    () => run(latency, own),
    () => byHand(latency, hand, readings),
  ])) as [number, number];
  const [engineFew, byMapsTime] = (await least([() => run(few, own), () => byMaps(plan, few, maps)])) as [
    number,
    number,
  ];
  checkEqual('by hand', own, hand);
  checkEqual('with maps', own, maps);
  yield { name: 'engine: average-latency policy', value: TICKS / engine, unit: 'ticks/s' };
  yield { name: 'engine: the same as one loop written by hand', value: TICKS / byHandTime, unit: 'ticks/s' };
  yield { name: 'engine: the same with maps on every tick', value: few.length / byMapsTime, unit: 'ticks/s' };
  yield {
    name: 'engine: against the loop written by hand',
    value: engine / byHandTime,
    unit: 'x its time',
    atMost: 6,
  };
  yield {
    name: 'engine: against maps on every tick',
    value: byMapsTime / engineFew,
    unit: 'x its speed',
    atLeast: 10,
  };
}

function checkEqual(what: string, own: Float64Array, other: Float64Array): void {
  const at = other.findIndex((reading, t) => reading !== own[t]);
  if (at >= 0) throw new Error(`tick ${at}: the engine says ${own[at]}, ${what} it is ${other[at]}`);
}

async function* sizes(): AsyncGenerator<Row> {
  const latency = latencies(TICKS / 10);
  const last = new Float64Array(latency.length);
  const runs = SIZES.map((size) => runOf(planOf(wideCircuit(size)), 'root/IN'));
  const times = await least(runs.map((run) => () => run(latency, last)));
  for (const [i, size] of SIZES.entries())
    yield { name: `engine: ${size} components`, value: latency.length / times[i]!, unit: 'ticks/s' };
  const perComponent = times.map((time, i) => time / SIZES[i]!);
  yield {
    name: 'engine: a component among 256, against 16',
    value: perComponent[3]! / perComponent[1]!,
    unit: 'x',
    atMost: 1.3,
  };
}

async function* compiling(): AsyncGenerator<Row> {
  const [few, many] = [wideCircuit(1000), wideCircuit(10_000)];
  const times = (await least([() => planOf(few), () => planOf(many)])) as [number, number];
  yield { name: 'engine: compile 1,000 components', value: times[0] * 1000, unit: 'ms', atMost: 50 };
  yield {
    name: 'engine: compile 10,000 components, against 1,000',
    value: times[1] / times[0],
    unit: 'x its time',
    atMost: 30,
  };
  const rings = [1000, 10_000].map(ringOf);
  const cuts = (await least(rings.map((ring) => () => inOrder(ring, cutLoops(ring))))) as [number, number];
  yield {
    name: 'engine: cut the loops of 10,000 components, against 1,000',
    value: cuts[1] / cuts[0],
    unit: 'x its time',
    atMost: 30,
  };
}

/** Components that all read their neighbours, the first and the last too. */
const ringOf = (size: number): Feeds =>
  Array.from({ length: size }, (_, i) => [(i + size - 1) % size, (i + 1) % size]);

/**
 * What the heap grows by in a million ticks, from windows too short for a collection to hide it; a tick that
 * allocates so much as one number would show 16 MB.
 */
function heapOfTicks(): Row {
  const latency = latencies(TICKS);
  const out = new Float64Array(latency.length);
  const run = runOf(planOf(averageLatency), 'root/ACCEPT_PERCENTAGE');
  const growths = Array.from({ length: 31 }, () => {
    const before = process.memoryUsage().heapUsed;
    run(latency, out);
    return process.memoryUsage().heapUsed - before;
  });
  const bytes = Math.max(0, median(growths.slice(5))) * (1_000_000 / TICKS);
  return { name: 'engine: heap per million ticks', value: bytes / 1e6, unit: 'MB', atMost: 1 };
}

type Run = (latency: Float64Array, out: Float64Array) => void;

/** A run of a plan over readings of its one query; `out` gets the readings of a signal. */
function runOf(plan: Plan, signal: string): Run {
  const { frame, tick } = plan.start();
  const [held, slot] = [plan.queries[0]!.resultSlot, plan.slotOf(signal)!];
  const start = frame.slice();
  return (latency, out) => {
    frame.set(start);
    for (let t = 0; t < latency.length; t++) {
      frame[held] = latency[t]!;
      tick();
      out[t] = frame[slot]!;
    }
  };
}
