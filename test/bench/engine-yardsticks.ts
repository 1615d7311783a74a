import { boolVariable } from '../../src/circuit/kinds/bool-variable.ts';
import { decider } from '../../src/circuit/kinds/decider.ts';
import type { Plan } from '../../src/circuit/plan.ts';
import { type Component, configOf } from '../../src/circuit/tree.ts';

/**
 * Latencies of a service over days: mostly below 75, a slow hour now and then up to 120, and gaps in the
 * data.
 */
export function latencies(count: number): Float64Array {
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  return Float64Array.from({ length: count }, (_, t) => {
    if (t % 5000 < 20) return Number.NaN;
    const load = 50 + 30 * Math.sin(t / 600) + 25 * Math.sin(t / 97);
    return load + 20 * random();
  });
}

/** The signals of the average-latency policy, in the order its components stand. */
export const SIGNALS = [
  'AVERAGE_LATENCY_0',
  'FORWARD_0',
  'BACKWARD_0',
  'RESET_0',
  'USER_ROLLOUT_CONTROL',
  'USER_RESET_CONTROL',
  'BACKWARD_INTENT',
  'RESET',
  'FORWARD_INTENT',
  'INVERTED_BACKWARD_INTENT',
  'NOT_BACKWARD',
  'INVERTED_RESET',
  'NOT_RESET',
  'FORWARD',
  'BACKWARD',
  'ACCEPT_PERCENTAGE',
] as const;

/**
 * The first yardstick: the average-latency policy written by hand as one loop, with every signal of it in
 * `readings`, as a trace needs them. Writes the accept percentage of every tick.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop without a call is what the engine is measured against.
export function byHand(latency: Float64Array, percentage: Float64Array, readings: Float64Array): void {
  const targets = [1, 100];
  const lengths = [1, 300];
  const [rollout, reset] = [1, 0];
  let [step, count, atStart, atEnd] = [0, 0, true, false];
  for (let t = 0; t < latency.length; t++) {
    const x = latency[t]!;
    readings[0] = x;
    const forward0 = x < 75 ? 1 : 0;
    const backward0 = x > 90 ? 1 : 0;
    const reset0 = x > 100 ? 1 : 0;
    const resets = reset0 | reset;
    const notBackward = 1 - backward0;
    const notReset = 1 - resets;
    const forward = notBackward & notReset & rollout & forward0;
    const backward = backward0 & notReset;
    readings[1] = forward0;
    readings[2] = backward0;
    readings[3] = reset0;
    readings[4] = rollout;
    readings[5] = reset;
    readings[6] = backward0;
    readings[7] = resets;
    readings[8] = forward0;
    readings[9] = notBackward;
    readings[10] = notBackward;
    readings[11] = notReset;
    readings[12] = notReset;
    readings[13] = forward;
    readings[14] = backward;
    if (resets) {
      step = 0;
      count = 0;
      atStart = true;
      atEnd = false;
    } else if (forward && !backward) {
      atStart = false;
      if (!atEnd && ++count >= lengths[step]!) {
        if (step === targets.length - 1) atEnd = true;
        else {
          step++;
          count = 0;
        }
      }
    } else if (backward && !forward) {
      atEnd = false;
      if (!atStart && --count < 0) {
        if (step === 0) atStart = true;
        else step--;
        count = atStart ? 0 : lengths[step]! - 1;
      }
    }
    const target = targets[step]!;
    const before = step === 0 ? target : targets[step - 1]!;
    const accept = before + (target - before) * (count / lengths[step]!);
    readings[15] = accept;
    percentage[t] = accept;
  }
}

type Ports = Map<string, number[]>;
type Execute = (ins: Ports) => Map<string, number>;

/**
 * The second yardstick: an engine that gives each component a map of its in ports, takes a map of its out
 * ports, and keeps the readings of a tick in a map by signal. Same plan, same order.
 */
export function byMaps({ leaves, order }: Plan, latency: Float64Array, percentage: Float64Array): void {
  const components = order.map((i) => {
    const leaf = leaves[i]!;
    return { execute: executor(leaf), feeds: Object.entries(leaf.in), outs: Object.entries(leaf.out) };
  });
  for (let t = 0; t < latency.length; t++) {
    const readings = new Map<string, number>();
    for (const { execute, feeds, outs } of components) {
      const ins: Ports = new Map([['latency', [latency[t]!]]]);
      for (const [port, given] of feeds) {
        ins.set(
          port,
          given.map((feed) => (feed.signal === undefined ? feed.constant : readings.get(feed.signal)!)),
        );
      }
      const results = execute(ins);
      for (const [port, key] of outs) readings.set(key, results.get(port) ?? Number.NaN);
    }
    percentage[t] = readings.get('root/ACCEPT_PERCENTAGE')!;
  }
}

const one = (ins: Ports, port: string): number => ins.get(port)?.[0] ?? Number.NaN;
const isTrue = (reading: number): boolean => !Number.isNaN(reading) && reading !== 0;
const put = (reading: number, port = 'output') => new Map([[port, reading]]);

function executor(component: Component): Execute {
  const { kind } = component;
  if (kind.kind === 'signal_generator') return generator();
  const variable = configOf(boolVariable, component);
  if (variable) return () => put(variable.constant_output ? 1 : 0);
  const comparison = configOf(decider, component);
  if (comparison) return (ins) => put(compare(comparison.operator, one(ins, 'lhs'), one(ins, 'rhs')) ? 1 : 0);
  return executors[kind.kind] ?? (() => new Map());
}

const executors: Readonly<Record<string, Execute>> = {
  promql: (ins) => put(one(ins, 'latency')),
  inverter: (ins) => put(isTrue(one(ins, 'input')) ? 0 : 1),
  first_valid: (ins) => put(ins.get('inputs')!.find((reading) => !Number.isNaN(reading)) ?? Number.NaN),
  or: (ins) => put(ins.get('inputs')!.some(isTrue) ? 1 : 0),
  and: (ins) => put(ins.get('inputs')!.every(isTrue) ? 1 : 0),
  nested_signal_ingress: (ins) => put(one(ins, 'signal'), 'signal'),
  nested_signal_egress: (ins) => put(one(ins, 'signal'), 'signal'),
};

const compare = (operator: string, lhs: number, rhs: number): boolean =>
  operator === 'lt' ? lhs < rhs : lhs > rhs;

function generator(): Execute {
  const [targets, lengths] = [
    [1, 100],
    [1, 300],
  ];
  let [step, count, atStart, atEnd] = [0, 0, true, false];
  const forward = () => {
    atStart = false;
    if (atEnd || ++count < lengths[step]!) return;
    if (step === 1) atEnd = true;
    else [step, count] = [1, 0];
  };
  const backward = () => {
    atEnd = false;
    if (atStart || --count >= 0) return;
    if (step === 0) atStart = true;
    step = 0;
    count = 0;
  };
  return (ins) => {
    if (isTrue(one(ins, 'reset'))) [step, count, atStart, atEnd] = [0, 0, true, false];
    else if (isTrue(one(ins, 'forward'))) forward();
    else if (isTrue(one(ins, 'backward'))) backward();
    const before = targets[Math.max(0, step - 1)]!;
    return new Map([
      ['output', before + (targets[step]! - before) * (count / lengths[step]!)],
      ['at_start', atStart ? 1 : 0],
      ['at_end', atEnd ? 1 : 0],
    ]);
  };
}
